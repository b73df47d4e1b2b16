package dev.tcpunit.internal.live;

import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.net.LinkAddresses;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** Finds out where a live capture stands, from this host's interfaces. */
final class CaptureSites {
  private CaptureSites() {}

  /**
   * The site of an interface.
   *
   * @param link the link that the interface is both ends of, if it is
   */
  static CaptureSite of(String interfaceName, Optional<LinkAddresses> link) {
    return link.map(CaptureSite::on).orElseGet(() -> of(interfaceName));
  }

  static CaptureSite of(String interfaceName) {
    try {
      NetworkInterface nic = NetworkInterface.getByName(interfaceName);
      return nic != null && nic.isLoopback() ? CaptureSite.LOOPBACK : CaptureSite.UNKNOWN;
    } catch (SocketException e) {
      return CaptureSite.UNKNOWN;
    }
  }
}
