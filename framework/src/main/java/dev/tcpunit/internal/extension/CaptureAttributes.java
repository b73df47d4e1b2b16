package dev.tcpunit.internal.extension;

import java.util.List;

/**
 * What the builder of a capture's extension was told. The enums are those of {@code
 * dev.tcpunit.junit}, which this package does not know.
 *
 * @param interfaceName empty where it says nothing
 * @param payload a constant of {@code Payload}
 * @param ports empty where it says nothing
 * @param whenUnavailable a constant of {@code WhenUnavailable}
 * @param leaks a constant of {@code Leaks}
 */
public record CaptureAttributes(
    String interfaceName,
    Enum<?> payload,
    List<Integer> ports,
    Enum<?> whenUnavailable,
    Enum<?> leaks) {}
