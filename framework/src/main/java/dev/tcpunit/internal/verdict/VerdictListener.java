package dev.tcpunit.internal.verdict;

/**
 * Is told every verdict of an assertion, whether the rule holds or not, on the thread that asserts
 * and before the assertion fails.
 *
 * <p>These are the verdicts of all tests in the JVM: {@link Verdict#trace} tells which test it was.
 */
@FunctionalInterface
public interface VerdictListener {
  void onVerdict(Verdict verdict);
}
