package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionRouter;
import dev.tcpunit.internal.track.ConnectionState;
import dev.tcpunit.internal.track.ConnectionTable;
import dev.tcpunit.internal.track.FlowPayload;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.HandshakeTracker;
import dev.tcpunit.internal.track.HeldBytes;
import dev.tcpunit.internal.track.PayloadHistory;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TeardownTracker;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.VantagePoint;

/** Takes the segments of a trace one by one: finds the connection, classifies, counts. */
public final class SegmentClassifier {
  /** No window is larger (RFC 7323 section 2.3), so nothing farther off belongs to the flow. */
  private static final long LARGEST_WINDOW = 1L << 30;

  private final ConnectionTable table = new ConnectionTable();
  private final ConnectionRouter router = new ConnectionRouter(table);
  private final SendHistory history = new SendHistory();
  private final HeldBytes held = new HeldBytes();
  private final Moment moment = new Moment();
  private final Classification result = new Classification();
  private final AckClassifier acks;
  private final DataClassifier data;
  private final HeaderPrediction prediction;
  private final WindowTracker windows;
  private final VantageFinder vantage;

  /** Null where segments are not kept. */
  private final Rows rows;

  /** Null where no payload is digested. */
  private final PayloadHistory payloads;

  /** Off only where a test compares with the general way alone. */
  boolean predictHeaders = true;

  /**
   * Starts without connections.
   *
   * @param given where the capture stands, if the caller knows
   */
  public SegmentClassifier(boolean keepSegments, boolean digestPayload, VantagePoint given) {
    rows = keepSegments ? new Rows() : null;
    payloads = digestPayload ? new PayloadHistory() : null;
    prediction = new HeaderPrediction(table, history, rows, digestPayload);
    SpuriousDetector spurious = new SpuriousDetector(history);
    windows = new WindowTracker(history);
    acks = new AckClassifier(history, spurious);
    vantage = new VantageFinder(given);
    data = new DataClassifier(history, spurious, vantage);
  }

  public VantageFinder vantage() {
    return vantage;
  }

  public ConnectionTable connections() {
    return table;
  }

  public SendHistory history() {
    return history;
  }

  public void onSegment(DecodedSegment segment) {
    if (!predictHeaders || !prediction.take(segment)) {
      onAnySegment(segment);
    }
  }

  private void onAnySegment(DecodedSegment segment) {
    place(segment);
    result.clear();
    if (segment.malformedOptions) {
      result.find(SegmentFinding.MALFORMED_OPTIONS);
    }
    remember();
    count();
    if (segment.has(TcpFlags.SYN)) {
      HandshakeTracker.onSyn(moment.connection, moment.direction, segment);
    }
    boolean acknowledges = segment.has(TcpFlags.ACK);
    if (acknowledges) {
      HandshakeTracker.onAck(moment.connection, moment.direction, segment, moment.seq, moment.ack);
    }
    if (segment.has(TcpFlags.RST)) {
      result.kind = SegmentKind.RESET;
      TeardownTracker.onReset(moment.connection, moment.direction, segment, moment.seq);
    } else if (isFarOff(segment)) {
      result.kind = SegmentKind.UNDECIDED;
    } else {
      classify(acknowledges);
    }
    if (moment.row >= 0) {
      result.writeTo(moment.connection.segments, moment.row);
    }
  }

  private boolean isFarOff(DecodedSegment segment) {
    return Math.abs(moment.seq - moment.flow.next()) > LARGEST_WINDOW && !segment.has(TcpFlags.SYN);
  }

  private void classify(boolean acknowledges) {
    boolean near = acknowledges && Math.abs(moment.ack - moment.peer.next()) <= LARGEST_WINDOW;
    boolean believed = near && acks.classify(moment, result);
    data.classify(moment, result);
    if (believed && result.kind != SegmentKind.NETWORK_DUPLICATE) {
      windows.onAcknowledgement(moment, result);
    }
    windows.onData(moment, result);
    if (moment.has(TcpFlags.FIN)) {
      TeardownTracker.onFin(moment.connection, moment.direction);
    }
  }

  /** Finds connection, direction and offsets. */
  private void place(DecodedSegment segment) {
    ConnectionState connection = router.route(segment);
    moment.segment = segment;
    moment.connection = connection;
    moment.direction = connection.direction(segment);
    moment.flow = connection.flow(moment.direction);
    moment.peer = connection.flow(1 - moment.direction);
    FlowState flow = moment.flow;
    boolean opens = segment.has(TcpFlags.SYN) && !flow.is(FlowState.SYN_SEEN);
    if (opens) {
      flow.anchor(segment.seq);
    } else if (!flow.is(FlowState.ANCHORED)) {
      flow.anchor(segment.seq - 1);
    }
    if (segment.has(TcpFlags.ACK) && !moment.peer.is(FlowState.ANCHORED)) {
      moment.peer.anchor(segment.ack - 1);
    }
    RareFacts facts = moment.peer.rareOrNull();
    if (facts != null && facts.hasOtherSyn) {
      chooseSyn(moment.peer, facts, segment);
    }
    moment.seq = flow.offset(segment.seq);
    moment.ack = segment.has(TcpFlags.ACK) ? moment.peer.offset(segment.ack) : 0;
    connection.lastNanos = Math.max(connection.lastNanos, segment.timeNanos);
  }

  /** The client's first ACK tells which of two SYN-ACKs it took. */
  private static void chooseSyn(FlowState server, RareFacts facts, DecodedSegment segment) {
    int other = facts.otherSyn;
    boolean taken = segment.has(TcpFlags.ACK) && segment.ack == other + 1;
    if (taken && !server.is(FlowState.SYN_ACKED) && server.end == 1) {
      server.anchor(other);
      facts.hasOtherSyn = false;
    }
  }

  /** Makes the segment's row and its entry in the history. */
  private void remember() {
    DecodedSegment segment = moment.segment;
    moment.row = rows == null ? -1 : rows.append(moment);
    int occupied =
        segment.payloadLength
            + (segment.has(TcpFlags.SYN) ? 1 : 0)
            + (segment.has(TcpFlags.FIN) ? 1 : 0);
    FlowState flow = moment.flow;
    moment.entry = history.add(flow.latest, moment.seq, occupied, segment, moment.row);
    IpIds.note(history, moment.flow, segment.ipId, moment.entry);
    flow.latest = moment.entry;
  }

  private void count() {
    FlowState flow = moment.flow;
    DecodedSegment segment = moment.segment;
    flow.segments++;
    if (segment.payloadLength > 0) {
      flow.dataSegments++;
      flow.payloadBytes += segment.payloadLength;
      if (payloads != null && flow.payload == null) {
        flow.payload = new FlowPayload(held, payloads);
      }
    }
    if (segment.checksum == ChecksumStatus.OFFLOADED) {
      flow.offloadedChecksums++;
    } else if (segment.checksum == ChecksumStatus.BAD) {
      flow.rare().increment(FlowCount.BAD_CHECKSUMS);
    }
  }
}
