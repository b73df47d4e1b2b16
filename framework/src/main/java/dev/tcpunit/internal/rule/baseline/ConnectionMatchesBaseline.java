package dev.tcpunit.internal.rule.baseline;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.Environment;
import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import java.util.List;

/**
 * One connection is as it was when the baseline of this name was accepted.
 *
 * @param baseline its name
 */
public record ConnectionMatchesBaseline(String baseline) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return BaselineVerdict.RULE;
  }

  @Override
  public String source() {
    return BaselineVerdict.SOURCE;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    BaselineVerdict verdict = new BaselineVerdict(baseline, BaselineFiles.of(captured.trace()));
    Connection connection =
        patience.await(
            captured, BaselineVerdict.AWAITED, later -> verdict.isReached(List.of(later)));
    return verdict.judge(
        Finding.expecting(connection, verdict.expectation()),
        List.of(connection),
        () -> Fingerprint.of(connection, Environment.ofThisJvm()));
  }
}
