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
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.SegmentTable;
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
  private final WindowTracker windows;
  private final VantageFinder vantage;
  private final boolean keepSegments;

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
    this.keepSegments = keepSegments;
    payloads = digestPayload ? new PayloadHistory() : null;
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
    if (predictHeaders && find(segment) && HeaderPrediction.isExpected(moment)) {
      onExpected(segment);
    } else {
      onAnySegment(segment);
    }
  }

  /** Finds the connection, if there is one already. */
  private boolean find(DecodedSegment segment) {
    ConnectionState connection = table.find(segment);
    if (connection == null) {
      return false;
    }
    moment.segment = segment;
    take(connection, table.direction());
    return true;
  }

  private void take(ConnectionState connection, int direction) {
    moment.connection = connection;
    moment.direction = direction;
    moment.flow = connection.flow(direction);
    moment.peer = connection.flow(1 - direction);
  }

  private void onExpected(DecodedSegment segment) {
    moment.seq = moment.flow.end;
    ConnectionState connection = moment.connection;
    connection.lastNanos = Math.max(connection.lastNanos, segment.timeNanos);
    remember();
    count();
    HeaderPrediction.apply(moment);
    if (moment.row >= 0) {
      SegmentKind kind = segment.payloadLength > 0 ? SegmentKind.NEW : SegmentKind.ACK;
      connection.segments.classify(moment.row, kind, null);
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
    take(connection, connection.direction(segment));
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
    ConnectionState connection = moment.connection;
    DecodedSegment segment = moment.segment;
    moment.row = keepSegments ? appendRow(connection, segment) : -1;
    int occupied =
        segment.payloadLength
            + (segment.has(TcpFlags.SYN) ? 1 : 0)
            + (segment.has(TcpFlags.FIN) ? 1 : 0);
    int flags =
        (occupied > 0 ? SendHistory.OCCUPIES : 0)
            | (segment.ipId > 0 ? SendHistory.HAS_IP_ID : 0)
            | (segment.hasTimestamps ? SendHistory.HAS_TIMESTAMP : 0);
    FlowState flow = moment.flow;
    moment.entry = history.add(flow.latest, moment.seq, occupied, segment.timeNanos, flags);
    history.identify(moment.entry, segment.ipId, segment.tsVal, moment.row);
    IpIds.note(history, moment);
    flow.latest = moment.entry;
  }

  private int appendRow(ConnectionState connection, DecodedSegment segment) {
    if (connection.segments == null) {
      connection.segments = new SegmentTable(segment.timeNanos);
    }
    SegmentTable rows = connection.segments;
    // Roles may turn out later, so rows hold directions: the first sender stands as the client.
    Role from = moment.direction == 0 ? Role.CLIENT : Role.SERVER;
    int row = rows.append(segment.frameNumber, segment.timeNanos, from, segment.payloadLength);
    rows.header(row, moment.seq, moment.ack, segment.flags, segment.window);
    rows.checksum(row, segment.checksum);
    addEvidence(rows, row, segment);
    return row;
  }

  private void addEvidence(SegmentTable rows, int row, DecodedSegment segment) {
    if (segment.hasTimestamps) {
      rows.timestamps(row, segment.tsVal, segment.tsEcr);
    }
    if (segment.ipId > 0) {
      rows.ipId(row, segment.ipId);
    }
    if (segment.ecn >= 0) {
      rows.ecn(row, segment.ecn);
    }
    for (int i = 0; i < segment.sackBlocks; i++) {
      FlowState acked = moment.peer;
      rows.sack(
          row, acked.offset(segment.sackEdges[2 * i]), acked.offset(segment.sackEdges[2 * i + 1]));
    }
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
