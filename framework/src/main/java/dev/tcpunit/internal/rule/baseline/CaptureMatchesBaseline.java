package dev.tcpunit.internal.rule.baseline;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.Environment;
import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;

/**
 * What a capture file holds is as it was when the baseline of this name was accepted.
 *
 * @param baseline its name
 * @param files where it lies
 */
public record CaptureMatchesBaseline(String baseline, BaselineFiles files) {
  /** As the assertion is called. */
  public static final String RULE = BaselineVerdict.RULE;

  /**
   * Judges some of the connections.
   *
   * @param trace of the whole file, which says whether anything is missing
   * @param connections those to compare
   */
  public Verdict judge(Trace trace, List<Connection> connections) {
    BaselineVerdict verdict = new BaselineVerdict(baseline, Optional.of(files));
    Finding finding = Finding.expecting(trace, verdict.expectation());
    return connections.isEmpty()
        ? verdict.cannotTell(finding, "no connection to compare was captured")
        : verdict.judge(
            finding, connections, () -> Fingerprint.of(connections, Environment.ofThisHost()));
  }
}
