package dev.tcpunit.internal.live;

import dev.tcpunit.internal.door.OpenDoors;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.LinkAddresses;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** The ends of connections that doors are, in this JVM's network. */
  private static Set<Endpoint> doors() {
    return OpenDoors.ends().stream().map(Endpoint::of).collect(Collectors.toSet());
  }

  static CaptureSite of(String interfaceName) {
    try {
      NetworkInterface nic = NetworkInterface.getByName(interfaceName);
      return nic != null && nic.isLoopback()
          ? CaptureSite.behindWall(doors())
          : CaptureSite.UNKNOWN;
    } catch (SocketException e) {
      return CaptureSite.UNKNOWN;
    }
  }
}
