package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;

/** Neither side sent RST, whatever for. */
public final class NoResets implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoResets";
  }

  @Override
  public String source() {
    return ShouldHaveNoResets.SOURCE;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    ShouldHaveNoResets message = ShouldHaveNoResets.atAll(connection);
    return ResetsSent.in(connection)
        ? judgement.violatedByPresence(message.found(CloseSegments.resets(connection)))
        : judgement.holds(message.none());
  }
}
