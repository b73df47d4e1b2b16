package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.rule.NoFaultySegment;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.VantagePoint;
import java.util.Optional;

/**
 * A receiver never took window back. Two announcements in a row that acknowledge the same may have
 * changed places on their way, or between two processors of a loopback: where nothing tells which
 * was sent first, the window may have been opened.
 */
final class NeverShrinksWindow implements Rule<Flow> {
  private static final NoFaultySegment.Fault FAULT = NoFaultySegment.Fault.WINDOW_SHRUNK;

  private final Rule<Flow> strict = NoFaultySegment.inFlow(FAULT);

  @Override
  public String name() {
    return strict.name();
  }

  @Override
  public String source() {
    return strict.source();
  }

  @Override
  public Verdict judge(Flow flow) {
    Verdict verdict = strict.judge(flow);
    Connection connection = flow.owner().seenBy(flow.sender());
    if (verdict.outcome() != Outcome.VIOLATED || !connection.keepsSegments()) {
      return verdict;
    }
    boolean open =
        connection.segments().stream()
            .filter(s -> s.from() == flow.sender() && s.has(SegmentFinding.WINDOW_SHRUNK))
            .allMatch(s -> mayBeOlder(s, connection));
    return open
        ? new Judgement(name())
            .cannotTell(
                FAULT.expecting(flow),
                "a smaller window followed a larger one, and maybe was sent before it: both"
                    + " acknowledge the same")
        : verdict;
  }

  /** Whether a segment may have been sent before the one of its side that was captured before. */
  private static boolean mayBeOlder(Segment segment, Connection connection) {
    VantagePoint place = connection.vantagePoint();
    if (place != VantagePoint.BOTH && place.isBeside(segment.from())) {
      return false;
    }
    return before(segment, connection)
        .filter(other -> other.ack() == segment.ack() && segment.seq() <= other.seq())
        .filter(other -> !isNewer(segment, other))
        .filter(
            other ->
                segment.timeNanos() - other.timeNanos()
                    < ConnectionDynamics.of(connection).stallThreshold().toNanos())
        .isPresent();
  }

  private static Optional<Segment> before(Segment segment, Connection connection) {
    return connection.segments().subList(0, segment.index()).stream()
        .filter(s -> s.from() == segment.from() && s.has(TcpFlags.ACK) && !s.has(TcpFlags.RST))
        .reduce((earlier, later) -> later);
  }

  /** By the sender's clock, or by the number that it gave to the packet. */
  private static boolean isNewer(Segment segment, Segment other) {
    boolean stamped = segment.hasTimestamps() && other.hasTimestamps();
    boolean ticked = stamped && (int) (segment.timestampValue() - other.timestampValue()) > 0;
    boolean numbered = segment.ipId().isPresent() && other.ipId().isPresent();
    return ticked || numbered && (short) (segment.ipId().getAsInt() - other.ipId().getAsInt()) > 0;
  }
}
