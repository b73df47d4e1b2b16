package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the data of one flow fared over time: how long it took to be acknowledged, how much was in
 * flight, what the receiver's window allowed, and how losses were repaired.
 *
 * <p>All of it is about the data that {@link Flow#sender()} sends, so the window and the
 * acknowledgements are its peer's. Times are those of the capture's place: {@link
 * RoundTrips#path()}.
 *
 * <p>Example: {@code FlowDynamics.of(connection.clientToServer()).roundTrips().minNanos()}.
 */
public final class FlowDynamics {
  /** The shortest time-out that RFC 6298 section 2 allows. */
  private static final long RFC_MINIMUM = 1_000_000_000;

  private final FlowLog log;
  private final RoundTrips roundTrips;
  private final ReceiveWindow receiveWindow;
  private final List<Recovery> recoveries;
  private final Acknowledgements acknowledgements;

  private FlowDynamics(FlowLog log) {
    this.log = log;
    roundTrips = RoundTrips.of(log);
    receiveWindow = ReceiveWindow.of(log, roundTrips);
    recoveries = Recoveries.of(log);
    acknowledgements = Acknowledgements.of(log);
  }

  /**
   * Computes them from the segments of a flow's connection.
   *
   * @param flow a flow whose connection keeps its segments
   * @return what it did
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static FlowDynamics of(Flow flow) {
    return new FlowDynamics(new FlowLog(flow));
  }

  FlowLog log() {
    return log;
  }

  /**
   * The flow.
   *
   * @return whose data this is about
   */
  public Flow flow() {
    return log.flow();
  }

  /**
   * How long the data took to be acknowledged.
   *
   * @return the round trips
   */
  public RoundTrips roundTrips() {
    return roundTrips;
  }

  /**
   * The window that the receiver announced.
   *
   * @return the window that limits this flow
   */
  public ReceiveWindow receiveWindow() {
    return receiveWindow;
  }

  /**
   * How losses were repaired, SYN and FIN included.
   *
   * @return in order
   */
  public List<Recovery> recoveries() {
    return recoveries;
  }

  /**
   * How many payload bytes were under way after a segment: sent, and neither acknowledged nor
   * reported by SACK.
   *
   * @param segment any of the connection
   * @return bytes
   */
  public long bytesInFlightAfter(Segment segment) {
    return log.inFlight(segment.index());
  }

  /**
   * How many payload bytes were sent and not acknowledged cumulatively after a segment: FlightSize
   * of RFC 5681 section 2.
   *
   * @param segment any of the connection
   * @return bytes
   */
  public long flightSizeAfter(Segment segment) {
    return log.flightSize(segment.index());
  }

  /**
   * The most that was under way at any time.
   *
   * @return bytes, 0 if nothing was sent
   */
  public long maxBytesInFlight() {
    long largest = 0;
    for (int i = 0; i < log.segments().size(); i++) {
      largest = Math.max(largest, log.inFlight(i));
    }
    return largest;
  }

  /**
   * How many payload bytes a segment of this flow may have: what the receiver's MSS option allows,
   * less the timestamp option where that is in use (RFC 9293 section 3.7.1, RFC 6691).
   *
   * @return bytes; empty if the receiver's SYN was not captured
   */
  public OptionalInt maxSegmentPayload() {
    return log.maxSegmentPayload();
  }

  /**
   * What was sent before the first acknowledgement of data, that of a SYN apart (RFC 7413).
   *
   * @return empty if the flow's start was not captured or it carries no data
   */
  public Optional<InitialWindow> initialWindow() {
    if (flow().initialSequenceNumber().isEmpty()) {
      return Optional.empty();
    }
    List<Segment> sent = new ArrayList<>();
    long opened = 1;
    for (Segment segment : log.segments()) {
      if (log.acknowledgedTo(segment.index()) > opened) {
        return initialWindow(sent, Optional.of(segment));
      }
      if (log.isOurs(segment) && segment.has(TcpFlags.SYN)) {
        opened = segment.end();
        continue;
      }
      if (segment.isNewData() && log.carriesData(segment)) {
        sent.add(segment);
      }
    }
    return initialWindow(sent, Optional.empty());
  }

  private Optional<InitialWindow> initialWindow(List<Segment> sent, Optional<Segment> ack) {
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    long bytes = sent.stream().mapToLong(Segment::length).sum();
    int full = log.maxSegmentPayload().orElse(Integer.MAX_VALUE);
    long segments = sent.stream().mapToLong(s -> (s.length() + full - 1L) / full).sum();
    return Optional.of(new InitialWindow(bytes, segments, sent, ack));
  }

  /**
   * How the receiver acknowledged the data.
   *
   * @return the acknowledgements
   */
  public Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  /**
   * What the sender could know of its data after a segment.
   *
   * @param segment any of the connection
   * @return what was acknowledged and reported by then
   */
  public Scoreboard scoreboardAfter(Segment segment) {
    return log.scoreboardAfter(segment.index());
  }

  /**
   * The round trips one after the other, and how much was sent in each: what shows slow start and
   * congestion avoidance.
   *
   * @return in order
   */
  public List<Round> rounds() {
    return Rounds.of(log);
  }

  /**
   * Where the sender had nothing under way for longer than its time-out, and sent again.
   *
   * @param rule how the time-out is computed
   * @return in order
   */
  public List<IdleRestart> idleRestarts(RetransmissionTimeout.Rule rule) {
    return IdleRestarts.of(log, roundTrips.samples(), rule);
  }

  /**
   * The retransmission time-out at a moment, by the rule that the flow's own time-outs show:
   * Linux's where one came sooner than a second, which RFC 6298 does not allow, and else the RFC's.
   *
   * @param timeNanos nanoseconds since the epoch
   * @return the time-out; before the first sample one second (RFC 6298 section 2)
   */
  public RetransmissionTimeout retransmissionTimeout(long timeNanos) {
    boolean soon =
        recoveries.stream()
            .flatMap(recovery -> recovery.timeouts().stream())
            .anyMatch(timeout -> timeout.waitedNanos() < RFC_MINIMUM);
    return retransmissionTimeout(
        timeNanos, soon ? RetransmissionTimeout.Rule.LINUX : RetransmissionTimeout.Rule.RFC_6298);
  }

  /**
   * The retransmission time-out at a moment, by a rule.
   *
   * @param timeNanos nanoseconds since the epoch
   * @param rule how it is computed
   * @return the time-out; before the first sample one second (RFC 6298 section 2)
   */
  public RetransmissionTimeout retransmissionTimeout(
      long timeNanos, RetransmissionTimeout.Rule rule) {
    return RetransmissionTimeout.of(RttEstimate.of(roundTrips.samples(), timeNanos), rule);
  }

  /**
   * Where the sender held a small segment back until those before it were acknowledged, for a
   * millisecond or more.
   *
   * @return in order; only a capture beside the sender shows them
   */
  public List<NagleWait> nagleWaits() {
    return NagleWaits.of(log);
  }

  /**
   * What kept the sender from sending more, from its first data to the acknowledgement of its last.
   *
   * @return how the time divides; all of it unknown where the capture does not stand beside the
   *     sender
   */
  public Limits limits() {
    return LimitFinder.of(log, recoveries, rounds());
  }
}
