package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SeenIcmpError;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.trace.IcmpErrorKind;

/**
 * Whether data was sent again because ICMP had said that it was too long for the path: the sender
 * takes no timer and no ACK for a reason then (RFC 1191 section 6.5). A resend that is as long as
 * before shows that its sender did not believe the error.
 */
final class PathMtuResend {
  private static final int IPV4_AND_TCP = 40;
  private static final int IPV6_AND_TCP = 60;
  private static final int TIMESTAMPS = 12;

  private final SendHistory history;

  PathMtuResend(SendHistory history) {
    this.history = history;
  }

  /** Takes the latest copy of the first byte that is sent again. */
  boolean isCause(PlacedSegment at, long copy) {
    RareFacts facts = at.flow.rareOrNull();
    return facts != null
        && facts.icmpErrors != null
        && history.holds(copy)
        && facts.icmpErrors.stream().anyMatch(error -> isCause(error, at.segment, copy));
  }

  private boolean isCause(SeenIcmpError error, DecodedSegment again, long copy) {
    if (error.kind() != IcmpErrorKind.PACKET_TOO_BIG
        || !error.inFlight()
        || error.timeNanos() < history.nanos(copy)) {
      return false;
    }
    long length = history.end(copy) - history.start(copy);
    if (error.mtu() == DecodedSegment.ABSENT) {
      boolean quoted = error.seq() >= history.start(copy) && error.seq() < history.end(copy);
      return quoted && again.payloadLength < length;
    }
    int headers =
        (again.ipv6 ? IPV6_AND_TCP : IPV4_AND_TCP) + (again.hasTimestamps ? TIMESTAMPS : 0);
    return headers + length > error.mtu() && headers + again.payloadLength <= error.mtu();
  }
}
