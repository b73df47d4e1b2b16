package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.util.Optional;

/** Each side sent FIN before it had received that of the other (section 3.6, case 3). */
public final class ClosedSimultaneously implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "wasClosedSimultaneously";
  }

  @Override
  public String source() {
    return ShouldBeClosed.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed = patience.await(connection, "its close to be complete", Closed::isOver);
    ShouldBeClosed message = ShouldBeClosed.simultaneously(closed);
    if (closed.teardown().first().isEmpty()) {
      return judgement.violatedByAbsence(message.notClosed(), Optional.empty());
    }
    if (!closed.keepsSegments()) {
      return judgement.cannotTell(message.so("a side has closed"), Doubt.NO_SEGMENTS);
    }
    Closing closing = Closing.of(closed);
    if (closing.fin(Role.CLIENT).isEmpty() || closing.fin(Role.SERVER).isEmpty()) {
      return judgement.violatedByAbsence(
          message.otherwise("not both sides sent FIN"), Optional.empty());
    }
    return closing.isSimultaneous()
        ? judgement.holds(message.so("neither FIN acknowledges the other"))
        : judgement.violatedByPresence(
            message.otherwise("the second FIN acknowledges the first, one after the other"));
  }
}
