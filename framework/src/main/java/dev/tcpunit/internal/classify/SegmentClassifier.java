package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionIndex;
import dev.tcpunit.internal.track.ConnectionRouter;
import dev.tcpunit.internal.track.PayloadHistory;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedIcmpError;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.VantagePoint;

/** Takes the segments of a trace one by one: finds the connection, classifies, counts. */
public final class SegmentClassifier {
  /** A jumbo frame's payload, where no side has said what it takes. */
  private static final int LARGEST_FRAME = 8960;

  private final ConnectionIndex table = new ConnectionIndex();
  private final SendHistory history = new SendHistory();
  private final PlacedSegment moment = new PlacedSegment();
  private final Classification result = new Classification();
  private final HeaderPrediction prediction;
  private final VantageFinder vantage;
  private final ConnectionRouter router;
  private final Step[] steps;

  /** Off only where a test compares with the general way alone. */
  boolean predictHeaders = true;

  /**
   * Starts without connections.
   *
   * @param given where the capture stands, if the caller knows
   */
  public SegmentClassifier(boolean keepSegments, boolean digestPayload, VantagePoint given) {
    Rows rows = keepSegments ? new Rows() : null;
    PayloadHistory payloads = digestPayload ? new PayloadHistory() : null;
    prediction = new HeaderPrediction(table, history, rows, digestPayload);
    SpuriousDetector spurious = new SpuriousDetector(history);
    vantage = new VantageFinder(given);
    router = new ConnectionRouter(table, vantage::link);
    CaptureOrderStep order = new CaptureOrderStep(history, vantage);
    OriginJudge origins = new OriginJudge(history, vantage);
    SynStep syns = new SynStep(history, origins);
    FinStep fins = new FinStep(history, origins);
    steps =
        new Step[] {
          new PlacementStep(router),
          new RecordingStep(history, rows, payloads),
          new AcceptanceStep(history, vantage, syns, fins),
          fins::displace,
          new OpeningStep(),
          new AcknowledgementStep(history, spurious),
          new RepeatedAckStep(history),
          order,
          new ProbeStep(history),
          syns,
          new LowDataStep(history, origins, order),
          new NewDataStep(history, origins, vantage),
          new ResendStep(history, spurious),
          new ByteStreamStep(history),
          fins,
          new WindowStep(history)
        };
  }

  public VantageFinder vantage() {
    return vantage;
  }

  public ConnectionIndex connections() {
    return table;
  }

  public SendHistory history() {
    return history;
  }

  /**
   * Whether a segment whose frame ends before its IP length says can have been as long on the wire:
   * no longer than its receiver takes (RFC 9293 section 3.7.1).
   */
  public boolean canBeAsLong(DecodedSegment segment) {
    TrackedConnection connection = table.find(segment);
    int most = 0;
    if (connection != null) {
      int direction = connection.direction(segment);
      most = connection.flow(1 - direction).mss;
      most = most > 0 ? most : connection.flow(direction).mss;
    }
    return segment.payloadLength <= (most > 0 ? most : LARGEST_FRAME);
  }

  public void onSegment(DecodedSegment segment) {
    if (!predictHeaders || !prediction.take(segment)) {
      onAnySegment(segment);
    }
  }

  /**
   * Takes an ICMP error, with the frame's number in what it quotes.
   *
   * @return false if it is about no connection that was captured
   */
  public boolean onIcmpError(DecodedIcmpError error) {
    return router.take(error);
  }

  private void onAnySegment(DecodedSegment segment) {
    moment.segment = segment;
    result.clear();
    for (Step step : steps) {
      if (!step.take(moment, result)) {
        break;
      }
    }
    if (result.kind == SegmentKind.UNDECIDED) {
      moment.flow.rare().increment(FlowCount.UNDECIDED);
      history.mark(moment.entry, SendHistory.UNDECIDED);
    }
    time();
    if (moment.row >= 0) {
      result.writeTo(moment.connection.segments, moment.row);
    }
  }

  private void time() {
    if (result.kind == SegmentKind.NEW) {
      RoundTrip.onSent(history, moment.connection, moment.direction, moment.entry);
    } else if (result.kind == SegmentKind.RETRANSMISSION || result.kind == SegmentKind.UNDECIDED) {
      RoundTrip.onSentAgain(moment.connection, moment.direction);
    }
  }
}
