package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.util.List;
import java.util.Optional;

/** What errors say of the interfaces of the calling thread's network. */
public final class LinuxInterfaces {
  private static final boolean ON_LINUX = "Linux".equals(System.getProperty("os.name"));

  private LinuxInterfaces() {}

  /** The names of all interfaces, or one entry that says why they cannot be listed. */
  public static List<String> names() {
    try {
      return NetworkDevices.names();
    } catch (LinuxException e) {
      return List.of("(" + e.getMessage() + ")");
    }
  }

  /**
   * Why nothing comes from an interface, if it is down or not there. libpcap waits for one that
   * went down to come up again, and says nothing.
   */
  public static Optional<CaptureException> standstill(String name, CaptureErrors errors) {
    if (!ON_LINUX || name.equals("any")) {
      return Optional.empty();
    }
    try (LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      NetworkDevices.requireUp(socket, name);
      return Optional.empty();
    } catch (LinuxException e) {
      return Optional.of(errors.interfaceLost(e.getMessage(), e));
    }
  }
}
