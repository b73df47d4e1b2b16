package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionHistory;
import java.util.Locale;
import java.util.Optional;

/** Zeek's history of the connection, a letter for each kind of segment, is the expected one. */
public final class WithHistory extends StatedRule<Connection> implements WaitingRule<Connection> {
  private final String expected;

  public WithHistory(String expected) {
    super(
        "hasHistory",
        "have the history " + expected,
        "Zeek conn.log",
        "S is a SYN, H a SYN-ACK, A an ACK, D data, F a FIN, R a RST; upper case is the"
            + " client");
    this.expected = expected;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(captured, "its close to be complete", c -> !endsByClose() || Life.isOver(c));
    Finding finding = expecting(connection);
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(finding.but("it is not known"), Doubt.NO_SEGMENTS);
    }
    String actual = ConnectionHistory.of(connection).letters();
    finding.but("it is " + actual);
    return actual.equals(expected)
        ? judgement.holds(finding)
        : judgement.violatedByAbsence(
            finding.offenders(connection, Life.controls(connection)), Optional.empty());
  }

  private boolean endsByClose() {
    return expected.toLowerCase(Locale.ROOT).matches(".*[fr].*");
  }
}
