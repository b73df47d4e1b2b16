package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionState;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;

/**
 * Recognizes the segments that nearly all are: the next bytes in sequence within the window, or an
 * acknowledgement of more, on a connection where nothing is amiss. As a TCP's receiver does by the
 * same name, it leaves all others to the general way, and it must come to the same result.
 */
final class HeaderPrediction {
  private static final int ESTABLISHED = FlowState.SYN_SEEN | FlowState.SYN_ACKED;
  private static final int UNUSUAL =
      FlowState.FIN_SEEN
          | FlowState.RST_SEEN
          | FlowState.KEEP_ALIVE_PENDING
          | FlowState.DATA_ANNOUNCED;

  private HeaderPrediction() {}

  /** Whether the segment is as expected; offsets of the moment are set only if so. */
  static boolean isExpected(Moment at) {
    DecodedSegment segment = at.segment;
    FlowState flow = at.flow;
    if ((segment.flags & ~TcpFlags.PSH) != TcpFlags.ACK
        || segment.sackBlocks != 0
        || segment.malformedOptions
        || segment.payloadLength == 1
        || segment.checksum == ChecksumStatus.BAD
        || segment.seq != flow.base + (int) flow.end
        || !areEstablished(at.connection, flow, at.peer)) {
      return false;
    }
    return acknowledgesAndAllows(at) && fitsWindow(flow, segment.payloadLength);
  }

  private static boolean areEstablished(
      ConnectionState connection, FlowState flow, FlowState peer) {
    return (flow.flags & (ESTABLISHED | UNUSUAL)) == ESTABLISHED
        && (peer.flags & (ESTABLISHED | UNUSUAL)) == ESTABLISHED
        && flow != peer
        && connection.previous == null;
  }

  private static boolean fitsWindow(FlowState flow, int length) {
    return length == 0 || flow.end + length < flow.windowEdge;
  }

  /** More is acknowledged than ever before, or as much by data, and no window is taken back. */
  private static boolean acknowledgesAndAllows(Moment at) {
    FlowState acked = at.peer;
    int window = WindowTracker.bytesAnnounced(at);
    long ack = acked.offset(at.segment.ack);
    boolean again =
        ack == acked.acknowledgedTo && at.segment.payloadLength > 0 && window == at.flow.window;
    if (window == 0
        || ack > acked.end
        || ack <= acked.acknowledgedTo && !again
        || ack + window < acked.windowEdge
        || !isQuiet(acked.rareOrNull())) {
      return false;
    }
    at.ack = ack;
    return true;
  }

  private static boolean isQuiet(RareFacts facts) {
    return facts == null
        || facts.probedAt == FlowState.NONE && hasNoGap(facts.gaps) && isRepaired(facts.loss);
  }

  private static boolean hasNoGap(GapList gaps) {
    return gaps == null || gaps.size() == 0;
  }

  private static boolean isRepaired(LossState loss) {
    return loss == null
        || loss.sacked.size() == 0
            && loss.recoveryPoint == FlowState.NONE
            && loss.timeoutPoint == FlowState.NONE;
  }

  /** What the general way would do with an expected segment, and no more. */
  static void apply(Moment at) {
    FlowState flow = at.flow;
    FlowState acked = at.peer;
    if (at.ack > acked.acknowledgedTo) {
      acked.acknowledgedTo = at.ack;
      if (acked.loss() != null) {
        acked.loss().onAdvance(at.ack, at.segment.timeNanos);
      }
    }
    int window = WindowTracker.bytesAnnounced(at);
    flow.window = window;
    acked.windowEdge = at.ack + window;
    acked.windowTakenBack = 0;
    if (at.segment.payloadLength > 0) {
      if (flow.payload != null) {
        flow.payload.take(flow.end, at.segment);
      }
      flow.end += at.segment.payloadLength;
      IpIds.noteNew(at);
    }
  }
}
