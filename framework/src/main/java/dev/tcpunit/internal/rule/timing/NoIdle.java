package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Between its segments there was no longer pause. */
public record NoIdle(Duration limit) implements Rule<Connection> {
  @Override
  public String name() {
    return "hasNoIdleLongerThan";
  }

  @Override
  public String source() {
    return ShouldTake.IDLE_SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    List<Segment> late = Pauses.longerThan(limit.toNanos(), connection);
    if (!late.isEmpty()) {
      return judgement.violatedByAbsence(
          ShouldTake.idleFound(connection, limit, late, ConnectionDynamics.of(connection).stalls()),
          doubt);
    }
    long longest = Pauses.longest(connection).map(s -> Pauses.before(s, connection)).orElse(0L);
    Finding seen =
        ShouldTake.idle(connection, limit, "the longest pause was " + Wording.time(longest));
    return doubt.isPresent() ? judgement.cannotTell(seen, doubt.get()) : judgement.holds(seen);
  }
}
