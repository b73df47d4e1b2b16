package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.HandshakeTracker;
import dev.tcpunit.internal.track.TeardownTracker;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** Follows the handshake, and lets only those pass that have a place in the stream of bytes. */
final class OpeningStep implements Step {
  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (at.segment.malformedOptions) {
      result.find(SegmentFinding.MALFORMED_OPTIONS);
    }
    if (at.segment.optionsCut) {
      result.find(SegmentFinding.OPTIONS_CUT);
    }
    // One that comes again is known as such, whether its receiver still needs it or not.
    boolean counts = at.isAccepted() || at.refusal == AcceptanceReason.BELOW_WINDOW;
    if (at.has(TcpFlags.SYN) && counts) {
      HandshakeTracker.onSyn(at.connection, at.direction, at.segment);
    }
    if (at.has(TcpFlags.ACK) && at.isAccepted()) {
      HandshakeTracker.onAck(at.connection, at.direction, at.segment, at.seq, at.ack);
    }
    if (at.has(TcpFlags.RST)) {
      result.kind = SegmentKind.RESET;
      TeardownTracker.onReset(at.connection, at.direction, at.isAccepted(), at.seq);
      return false;
    }
    if (isFarOff(at)) {
      boolean occupies = at.segment.payloadLength > 0 || at.has(TcpFlags.FIN);
      result.kind = occupies ? SegmentKind.UNDECIDED : SegmentKind.ACK;
      return false;
    }
    return true;
  }

  private static boolean isFarOff(PlacedSegment at) {
    return !WindowStep.isNear(at.seq, at.flow) && !at.has(TcpFlags.SYN);
  }
}
