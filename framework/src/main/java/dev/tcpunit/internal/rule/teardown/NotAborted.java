package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import java.util.Optional;

/** No RST ended the connection; one that answers a late segment after the close does not count. */
public final class NotAborted implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "wasNotAborted";
  }

  @Override
  public String source() {
    return ShouldNotBeAborted.SOURCE;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    ShouldNotBeAborted message = new ShouldNotBeAborted(connection);
    Optional<String> doubt = ResetDoubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.notAborted(), doubt.get());
    }
    return connection.teardown().state() == Teardown.State.RESET
        ? judgement.violatedByPresence(message.aborted())
        : judgement.holds(message.notAborted());
  }
}
