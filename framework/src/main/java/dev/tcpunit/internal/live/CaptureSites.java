package dev.tcpunit.internal.live;

import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.net.LinkAddresses;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** Where a live capture stands: known of this host's interfaces. */
final class CaptureSites {
  private CaptureSites() {}

  /** Of an interface that may be the end of a link whose other end is here as well. */
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
