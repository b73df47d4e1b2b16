package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.time.Duration;
import java.util.Optional;

/** From the first segment to the last it took no longer. */
public record LastsAtMost(Duration limit) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "lastsAtMost";
  }

  @Override
  public String source() {
    return ShouldTake.LASTING_SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection closed =
        patience.await(
            connection,
            "its close to be complete",
            c -> isOver(c) || c.durationNanos() > limit.toNanos());
    Finding message = ShouldTake.lasting(closed, limit);
    if (closed.durationNanos() > limit.toNanos()) {
      Optional<Segment> after = Pauses.longest(closed);
      return judgement.violatedByPresence(
          after.isPresent() ? lasting(closed, after.get()) : message);
    }
    if (closed.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return judgement.cannotTell(message, Doubt.OLDER);
    }
    return isOver(closed)
        ? judgement.holds(message)
        : judgement.cannotTell(message, "it was still open when the capture ended");
  }

  private Finding lasting(Connection closed, Segment after) {
    return ShouldTake.lastingFound(closed, limit, after, ConnectionDynamics.of(closed).stalls());
  }

  private static boolean isOver(Connection connection) {
    return connection.teardown().state() == Teardown.State.CLEAN
        || connection.teardown().state() == Teardown.State.RESET;
  }
}
