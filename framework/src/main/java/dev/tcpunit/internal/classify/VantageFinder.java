package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionState;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.VantagePoint;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where the capture stands. The caller may know, or know the link that the host is both ends of; if
 * not, only unfinished checksums prove it: a sum that was left to the device is seen on the
 * sender's own host.
 */
public final class VantageFinder {
  private VantagePoint given;
  private LinkAddresses link;

  public VantageFinder(VantagePoint given) {
    this.given = given;
  }

  /** Takes note of the link that the packets go over, before the first of them. */
  public void over(LinkAddresses addresses) {
    link = addresses;
  }

  /** Takes note of what is said of the capture itself. */
  public void seenFrom(VantagePoint where) {
    given = where;
  }

  /** The link that the packets go over, if that is known. */
  public Optional<LinkAddresses> link() {
    return Optional.ofNullable(link);
  }

  boolean isBesideSender(Moment at) {
    if (link != null) {
      InetAddress source = at.segment.source().address();
      InetAddress destination = at.segment.destination().address();
      if (link.isDeparture(source, destination) || link.isArrival(source, destination)) {
        return link.isDeparture(source, destination);
      }
    }
    if (given != VantagePoint.UNKNOWN) {
      boolean client = at.direction == at.connection.clientDirection;
      return given.isBeside(client ? Role.CLIENT : Role.SERVER);
    }
    return at.flow.offloadedChecksums > 0;
  }

  public VantagePoint find(ConnectionState connection) {
    if (link != null) {
      InetAddress from = connection.sender(connection.clientDirection).address();
      InetAddress to = connection.sender(1 - connection.clientDirection).address();
      if (link.isDeparture(from, to)) {
        return VantagePoint.CLIENT;
      }
      if (link.isArrival(from, to)) {
        return VantagePoint.SERVER;
      }
    }
    if (given != VantagePoint.UNKNOWN) {
      return given;
    }
    boolean client = connection.client().offloadedChecksums > 0;
    boolean server = connection.server().offloadedChecksums > 0;
    if (client && server) {
      return VantagePoint.BOTH;
    }
    return client ? VantagePoint.CLIENT : server ? VantagePoint.SERVER : VantagePoint.UNKNOWN;
  }
}
