package dev.tcpunit.internal.verdict;

/**
 * Hears of every verdict that an assertion comes to, whether it holds or not, on the thread that
 * asserts and before the assertion fails.
 *
 * <p>Verdicts of all tests of the JVM are heard: {@link Verdict#trace} tells whose they are.
 */
@FunctionalInterface
public interface VerdictListener {
  void onVerdict(Verdict verdict);
}
