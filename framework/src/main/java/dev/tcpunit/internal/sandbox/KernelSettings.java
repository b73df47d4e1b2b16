package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sysctls of the calling thread's network that are set, and can be set back all together. */
final class KernelSettings {
  private static final Path ROOT = Path.of("/proc/sys");
  private static final int LONGEST = 4096;

  private final Deque<Earlier> changed = new ArrayDeque<>();

  private record Earlier(Path file, String value) {}

  /** The file of a sysctl such as {@code net.core.rps_default_mask}. */
  private static Path file(String sysctl) {
    return ROOT.resolve(sysctl.replace('.', '/'));
  }

  static String read(String sysctl) throws IOException {
    return read(file(sysctl));
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      // In one piece: some say nothing to who has no room for all of it.
      return new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
    }
  }

  void set(String sysctl, String value) throws IOException {
    Path file = file(sysctl);
    Earlier earlier = new Earlier(file, read(file));
    Files.writeString(file, value);
    changed.push(earlier);
  }

  /** Gives each the value that it had, the last one first; what goes wrong is added to a reason. */
  void setBack(Exception reason) {
    while (!changed.isEmpty()) {
      Earlier earlier = changed.pop();
      try {
        Files.writeString(earlier.file(), earlier.value());
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }
}
