package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.rule.Pauses;
import dev.tcpunit.internal.rule.StallTimes;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Between two segments of a connection no pause was longer than the limit. */
public final class NoIdle extends StatedRule<Connection> implements TimedRule {
  private final Duration limit;

  public NoIdle(Duration limit) {
    super(
        "hasNoIdleLongerThan",
        "never be idle for longer than " + Wording.time(limit.toNanos()),
        "RFC 9293 s3.8.4",
        "a connection on which nothing is sent is idle, and may stay so");
    this.limit = limit;
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    List<Segment> late =
        connection.segments().stream()
            .filter(s -> Pauses.before(s, connection) > limit.toNanos())
            .toList();
    if (!late.isEmpty()) {
      return judgement.violatedByAbsence(idle(connection, late), doubt);
    }
    long longest = Pauses.longest(connection).map(s -> Pauses.before(s, connection)).orElse(0L);
    Finding seen = expecting(connection).but("the longest pause was " + Wording.time(longest));
    return doubt.isPresent() ? judgement.cannotTell(seen, doubt.get()) : judgement.holds(seen);
  }

  private Finding idle(Connection connection, List<Segment> late) {
    ConnectionDynamics dynamics = ConnectionDynamics.of(connection);
    Finding finding =
        expecting(connection)
            .but("it was idle for longer " + Wording.times(late.size()))
            .timedOffenders(connection, late, s -> "after a pause")
            .fact("stalls", StallTimes.of(dynamics.stalls()));
    Segment first = late.get(0);
    if (Deadlock.endsAt(first, dynamics)) {
      return Deadlock.tell(finding);
    }
    if (first.kind() == SegmentKind.RETRANSMISSION) {
      return finding.cause("what was lost was sent again by a timer", Certainty.LIKELY);
    }
    return first.length() > 0
        ? finding.cause(
            "the application of the " + Wording.side(first.from()) + " sent nothing",
            Certainty.POSSIBLE)
        : finding;
  }
}
