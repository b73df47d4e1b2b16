package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.extension.CaptureAttributes;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.Leaks;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.WhenUnavailable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What an annotation or a builder says of a capture; where it says nothing the settings count.
 *
 * @param interfaceName empty where it says nothing
 * @param ports empty where it says nothing
 */
record CaptureOverrides(
    String interfaceName,
    Payload payload,
    List<Integer> ports,
    WhenUnavailable whenUnavailable,
    Leaks leaks) {
  /** Says nothing. */
  static final CaptureOverrides NONE =
      new CaptureOverrides(
          "", Payload.AS_CONFIGURED, List.of(), WhenUnavailable.AS_CONFIGURED, Leaks.AS_CONFIGURED);

  static CaptureOverrides of(CaptureAttributes built) {
    return new CaptureOverrides(
        built.interfaceName(),
        (Payload) built.payload(),
        built.ports(),
        (WhenUnavailable) built.whenUnavailable(),
        (Leaks) built.leaks());
  }

  static CaptureOverrides of(CaptureTcp annotation) {
    return new CaptureOverrides(
        interfaceOf(annotation),
        annotation.payload(),
        Arrays.stream(annotation.ports()).boxed().toList(),
        annotation.whenUnavailable(),
        annotation.leaks());
  }

  private static String interfaceOf(CaptureTcp annotation) {
    if (!annotation.value().isEmpty() && !annotation.interfaceName().isEmpty()) {
      throw new ExtensionConfigurationException(
          "%s names an interface twice: by value and by interfaceName".formatted(annotation));
    }
    return annotation.value() + annotation.interfaceName();
  }

  /**
   * By what settings that were read for them are found again. A record's own {@code hashCode} and
   * {@code equals} are linked when they are first called, which takes some milliseconds of a first
   * test.
   */
  Object key() {
    return List.of(interfaceName, payload, ports, whenUnavailable, leaks);
  }

  /** These overrides, with the other's where these say nothing. */
  CaptureOverrides or(CaptureOverrides other) {
    return new CaptureOverrides(
        interfaceName.isEmpty() ? other.interfaceName : interfaceName,
        payload == Payload.AS_CONFIGURED ? other.payload : payload,
        ports.isEmpty() ? other.ports : ports,
        whenUnavailable == WhenUnavailable.AS_CONFIGURED ? other.whenUnavailable : whenUnavailable,
        leaks == Leaks.AS_CONFIGURED ? other.leaks : leaks);
  }
}
