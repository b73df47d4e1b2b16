package dev.tcpunit.internal.live;

import java.nio.file.Path;
import java.util.Set;

/**
 * What is captured to a file.
 *
 * @param file the pcapng file, made or overwritten
 * @param engine the engine's name, or null for the first that can capture
 * @param interfaceName the interface, or {@code any}
 * @param payload how much of each segment
 * @param ports only segments from or to these ports; empty for all
 * @param bufferBytes the kernel's buffer
 */
public record FileCaptureRequest(
    Path file,
    String engine,
    String interfaceName,
    PayloadMode payload,
    Set<Integer> ports,
    int bufferBytes) {
  public FileCaptureRequest {
    ports = Set.copyOf(ports);
  }

  /** A request for the buffer that fits the payload mode. */
  public FileCaptureRequest(
      Path file, String engine, String interfaceName, PayloadMode payload, Set<Integer> ports) {
    this(file, engine, interfaceName, payload, ports, payload.bufferBytes());
  }
}
