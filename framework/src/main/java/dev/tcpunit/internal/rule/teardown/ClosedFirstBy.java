package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.util.Optional;

/** One side was the first to close, by FIN or RST. */
public record ClosedFirstBy(Role side) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "wasClosedFirstBy";
  }

  @Override
  public String source() {
    return ShouldBeClosed.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection closed = patience.await(connection, "its close to begin", Closed::hasBegun);
    ShouldBeClosed message = ShouldBeClosed.firstBy(closed, side);
    Optional<Role> first = closed.teardown().first();
    if (first.isEmpty()) {
      return judgement.violatedByAbsence(message.notClosed(), Optional.empty());
    }
    String how = "the " + Wording.side(first.get()) + " closed first";
    return first.get() == side
        ? judgement.holds(message.so(how))
        : judgement.violatedByPresence(message.otherwise(how));
  }
}
