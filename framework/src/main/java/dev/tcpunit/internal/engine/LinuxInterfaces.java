package dev.tcpunit.internal.engine;

import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.util.List;

/** What errors say of the interfaces of the calling thread's network. */
public final class LinuxInterfaces {
  private LinuxInterfaces() {}

  /** The names of all; in place of them, why they cannot be listed. */
  public static List<String> names() {
    try {
      return NetworkDevices.names();
    } catch (LinuxException e) {
      return List.of("(" + e.getMessage() + ")");
    }
  }

  /** Throws if an interface is down (ENETDOWN) or not there (ENODEV). */
  public static void requireUp(String name) throws LinuxException {
    try (LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      NetworkDevices.requireUp(socket, name);
    }
  }
}
