package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.rule.trace.TraceRules;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.VerdictListeners;
import dev.tcpunit.junit.TcpCapture;
import java.util.Optional;

/** Whether a test has left connections open, asked at its end where its settings say so. */
final class LeakCheck {
  private LeakCheck() {}

  /** Asks the assertion, and hands back how it fails. */
  static Optional<AssertionError> judge(TcpCapture capture) {
    try {
      Verdict verdict = TraceRules.NO_OPEN_CONNECTIONS.judge(capture.trace());
      VerdictListeners.tell(verdict);
      return verdict.holds()
          ? Optional.empty()
          : Optional.of(new AssertionError(verdict.message()));
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }
}
