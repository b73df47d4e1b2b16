package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionHistory;
import java.util.Locale;
import java.util.Optional;

/** The connection has a history of Zeek. */
public record WithHistory(String expected) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "hasHistory";
  }

  @Override
  public String source() {
    return ShouldHaveSummary.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection over =
        patience.await(
            connection,
            "its close to be complete",
            c -> !expected.toLowerCase(Locale.ROOT).matches(".*[fr].*") || Lifetime.isOver(c));
    ShouldHaveSummary message = ShouldHaveSummary.history(over, expected);
    if (!over.keepsSegments()) {
      return judgement.cannotTell(message.was("not known"), Doubt.NO_SEGMENTS);
    }
    String actual = ConnectionHistory.of(over).letters();
    return actual.equals(expected)
        ? judgement.holds(message.was(actual))
        : judgement.violatedByAbsence(message.wasInstead(actual), Optional.empty());
  }
}
