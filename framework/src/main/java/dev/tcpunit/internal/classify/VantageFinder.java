package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.TrackedConnection;
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

  /**
   * Whether both ends are here and what goes from one to the other goes through this host's queues
   * alone. Each processor has one of its own, so packets overtake each other there, and the capture
   * shows the order in which they leave the queues: the receiver's.
   */
  boolean isOnLoopback(PlacedSegment at) {
    if (isOverLink(at)) {
      return false;
    }
    return given == VantagePoint.BOTH
        || given == VantagePoint.UNKNOWN
            && at.flow.offloadedChecksums > 0
            && at.peer.offloadedChecksums > 0
            && (source(at).isLoopbackAddress() || source(at).equals(destination(at)));
  }

  /** Whether the capture stands where the segment leaves its sender, and nothing overtakes. */
  boolean isBesideSender(PlacedSegment at) {
    return !isOnLoopback(at) && isAtSender(at);
  }

  /** Whether nothing lies between the sender of the segment and the capture but its own queues. */
  boolean isAtSender(PlacedSegment at) {
    if (isOverLink(at)) {
      return link.isDeparture(source(at), destination(at));
    }
    return isBeside(at, at.direction, at.flow);
  }

  /** Whether nothing lies between the capture and the receiver of the segment. */
  boolean isBesideReceiver(PlacedSegment at) {
    if (isOverLink(at)) {
      return link.isArrival(source(at), destination(at));
    }
    return isBeside(at, 1 - at.direction, at.peer);
  }

  /** Whether all that the receiver of the segment sent or received before stands before it. */
  boolean isAtReceiver(PlacedSegment at) {
    if (isOverLink(at)) {
      return link.isArrival(source(at), destination(at));
    }
    return given != VantagePoint.UNKNOWN && isBeside(at, 1 - at.direction, at.peer);
  }

  private boolean isBeside(PlacedSegment at, int direction, FlowState flow) {
    if (given != VantagePoint.UNKNOWN) {
      boolean client = direction == at.connection.clientDirection;
      return given.isBeside(client ? Role.CLIENT : Role.SERVER);
    }
    return flow.offloadedChecksums > 0;
  }

  private boolean isOverLink(PlacedSegment at) {
    return link != null
        && (link.isDeparture(source(at), destination(at))
            || link.isArrival(source(at), destination(at)));
  }

  private static InetAddress source(PlacedSegment at) {
    return at.segment.source().address();
  }

  private static InetAddress destination(PlacedSegment at) {
    return at.segment.destination().address();
  }

  public VantagePoint find(TrackedConnection connection) {
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
