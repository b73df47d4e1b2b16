package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionIndex;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.SegmentKind;

/**
 * Takes at once the segments that nearly all are: the next bytes in sequence within the window, or
 * an acknowledgement of more, on a connection where nothing is amiss. As a TCP's receiver does by
 * the same name, it leaves all others to the general way, and it must come to the same result.
 *
 * <p>What is usually so is asked in sums of bits rather than in branches: a branch that is taken
 * for the first time in the middle of a file throws away what was compiled until then.
 */
final class HeaderPrediction {
  private static final int ESTABLISHED = FlowState.SYN_SEEN | FlowState.SYN_ACKED;
  private static final int STATE =
      ESTABLISHED
          | FlowState.FIN_SEEN
          | FlowState.RST_SEEN
          | FlowState.KEEP_ALIVE_PENDING
          | FlowState.DATA_ANNOUNCED;

  private final ConnectionIndex table;
  private final SendHistory history;

  /** Null where segments are not kept. */
  private final Rows rows;

  private final boolean digestPayload;

  HeaderPrediction(ConnectionIndex table, SendHistory history, Rows rows, boolean digestPayload) {
    this.table = table;
    this.history = history;
    this.rows = rows;
    this.digestPayload = digestPayload;
  }

  /** Takes the segment if it is as expected; false leaves all as it was. */
  boolean take(DecodedSegment segment) {
    int located = table.locate(segment);
    if (located < 0) {
      return false;
    }
    TrackedConnection connection = table.get(located >> 1);
    if (connection.previous != null) {
      return false;
    }
    boolean forth = (located & 1) == 0;
    FlowState flow = forth ? connection.first : connection.second;
    FlowState acked = forth ? connection.second : connection.first;
    int odd =
        segment.flags & ~TcpFlags.PSH ^ TcpFlags.ACK
            | segment.sackBlocks
            | segment.seq - (flow.base + (int) flow.end)
            | flow.flags & STATE ^ ESTABLISHED
            | acked.flags & STATE ^ ESTABLISHED;
    if (odd != 0 || flow == acked || isAmiss(segment) || isOld(flow, segment)) {
      return false;
    }
    long ack = acked.end + (segment.ack - (acked.base + (int) acked.end));
    int window = segment.window << WindowStep.shift(flow, acked);
    if (!isAllowed(flow, acked, ack, window, segment.payloadLength)
        || acked.rareOrNull() != null && !isQuiet(acked.rareOrNull())
        || digestPayload && segment.payloadLength > 0 && flow.payload == null) {
      return false;
    }
    connection.see(segment.timeNanos);
    int row = rows == null ? -1 : keep(connection, flow, ack, segment);
    remember(flow, segment, row);
    advance(acked, ack, window, segment.timeNanos);
    RoundTrip.onAcknowledged(history, connection, forth ? 0 : 1, ack, segment);
    flow.window = window;
    if (segment.payloadLength > 0) {
      extend(flow, segment);
      RoundTrip.onSent(history, connection, forth ? 0 : 1, flow.latest);
    }
    return true;
  }

  private static boolean isAmiss(DecodedSegment segment) {
    return segment.malformedOptions
        || segment.optionsCut
        || segment.cutShort
        || segment.payloadLength == 1
        || segment.isDamaged();
  }

  /** Whether its timestamp may be older than that of the segment before it (RFC 7323 section 5). */
  private static boolean isOld(FlowState flow, DecodedSegment segment) {
    return segment.hasTimestamps && (short) (segment.tsVal - flow.latestTick) < 0;
  }

  /**
   * More is acknowledged than ever before, or as much by data with the same window; no window is
   * closed or taken back; and data stay within theirs. A negative term says no.
   */
  private static boolean isAllowed(
      FlowState flow, FlowState acked, long ack, int window, int length) {
    long more = ack - acked.acknowledgedTo - (length > 0 && window == flow.window ? 0 : 1);
    long room = flow.windowEdge - flow.end - length - 1;
    return (more
            | acked.end - ack
            | ack + window - acked.windowEdge
            | window - 1
            | (length > 0 ? room | flow.windowEdge : 0))
        >= 0;
  }

  private static boolean isQuiet(RareFacts facts) {
    return facts.probedAt == FlowState.NONE
        && facts.acksBeyond == null
        && facts.late == null
        && facts.open == null
        && (facts.damage == null || facts.damage.isEmpty())
        && hasNoGap(facts.gaps)
        && isRepaired(facts.loss);
  }

  private static boolean hasNoGap(GapList gaps) {
    return gaps == null || gaps.size() == 0;
  }

  private static boolean isRepaired(LossState loss) {
    return loss == null
        || (loss.sacked.size()
                | loss.recoveryPoint ^ FlowState.NONE
                | loss.timeoutPoint ^ FlowState.NONE)
            == 0;
  }

  private int keep(TrackedConnection connection, FlowState flow, long ack, DecodedSegment segment) {
    int direction = flow == connection.first ? 0 : 1;
    int row = rows.append(connection, direction, flow.end, ack, segment);
    SegmentKind kind = segment.payloadLength > 0 ? SegmentKind.NEW : SegmentKind.ACK;
    connection.segments.classify(row, kind, null);
    return row;
  }

  private void remember(FlowState flow, DecodedSegment segment, int row) {
    long entry = history.add(flow.latest, flow.end, segment.payloadLength, segment, row);
    IpIds.note(history, flow, segment.ipId, entry);
    flow.latest = entry;
    flow.latestTick = segment.hasTimestamps ? (char) segment.tsVal : flow.latestTick;
    flow.segments++;
    if (segment.checksum == ChecksumStatus.OFFLOADED) {
      flow.offloadedChecksums++;
    }
  }

  private static void advance(FlowState acked, long ack, int window, long nanos) {
    if (acked.rareOrNull() != null && acked.loss() != null && ack > acked.acknowledgedTo) {
      acked.loss().onAdvance(ack, nanos);
    }
    acked.acknowledgedTo = ack;
    acked.windowEdge = ack + window;
    acked.windowTakenBack = 0;
  }

  private static void extend(FlowState flow, DecodedSegment segment) {
    flow.dataSegments++;
    flow.payloadBytes += segment.payloadLength;
    if (flow.payload != null) {
      flow.payload.take(flow.end, segment);
    }
    flow.end += segment.payloadLength;
    IpIds.noteNew(flow, segment.ipId);
  }
}
