package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionHistory;
import java.util.Locale;
import java.util.Optional;

/** Zeek's history of the connection, a letter for each kind of segment, is the expected one. */
public record WithHistory(String expected) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "hasHistory";
  }

  @Override
  public String source() {
    return "Zeek conn.log";
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection connection =
        patience.await(captured, "its close to be complete", c -> !endsByClose() || Life.isOver(c));
    Finding finding =
        Finding.expecting(connection, "have the history " + expected)
            .rule(
                source(),
                "S is a SYN, H a SYN-ACK, A an ACK, D data, F a FIN, R a RST; upper case is the"
                    + " client");
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
