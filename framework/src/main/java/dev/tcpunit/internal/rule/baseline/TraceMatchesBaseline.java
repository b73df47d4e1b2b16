package dev.tcpunit.internal.rule.baseline;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.Environment;
import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Trace;
import java.util.Optional;

/**
 * All connections of a trace are as they were when the baseline of this name was accepted.
 *
 * @param baseline its name
 * @param outcome what the program itself made of them, where the test tells
 */
public record TraceMatchesBaseline(String baseline, Optional<String> outcome)
    implements WaitingRule<Trace> {
  @Override
  public String name() {
    return BaselineVerdict.RULE;
  }

  @Override
  public String source() {
    return BaselineVerdict.SOURCE;
  }

  @Override
  public Verdict judge(Trace captured, Patience patience) {
    BaselineVerdict verdict = new BaselineVerdict(baseline, BaselineFiles.of(captured));
    Trace trace =
        patience.await(
            captured, BaselineVerdict.AWAITED, later -> verdict.isReached(later.connections()));
    Finding finding = Finding.expecting(trace, verdict.expectation());
    if (trace.connections().isEmpty()) {
      return verdict.cannotTell(finding, "no connection was captured");
    }
    return verdict.judge(
        finding,
        trace.connections(),
        () -> outcome.map(print(trace)::withOutcome).orElseGet(() -> print(trace)));
  }

  private static Fingerprint print(Trace trace) {
    return Fingerprint.of(trace, Environment.ofThisJvm());
  }
}
