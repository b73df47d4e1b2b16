package dev.tcpunit.benchmark;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Prints what it costs that a class runs in a child JVM: the wall time of 500 captured uploads in
 * one class, in this JVM, which is in a private network, and in a child of it, in turn. The first
 * run in the child starts it. Also of a class without a capture, which pays nothing.
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark=dev.tcpunit.benchmark.ForkOverhead
 * </pre>
 */
public final class ForkOverhead {
  private static final int TESTS = 500;
  private static final int ROUNDS = 5;

  private ForkOverhead() {}

  /** Runs the benchmark; takes no arguments. */
  public static void main(String[] args) {
    double here = millis(Captured.class, "never");
    double first = millis(Captured.class, "always");
    System.out.printf(
        "first class of a JVM: %.0f ms here, %.0f ms with the start of a child%n", here, first);
    for (int round = 1; round <= ROUNDS; round++) {
      double inside = millis(Captured.class, "never") / TESTS;
      double forked = millis(Captured.class, "always") / TESTS;
      double plain = millis(Plain.class, "never") / TESTS;
      double plainForked = millis(Plain.class, "always") / TESTS;
      System.out.printf(
          "round %d, a test: captured %.2f ms here, %.2f ms in the child: %.2f ms more;"
              + " without capture %.2f and %.2f ms%n",
          round, inside, forked, forked - inside, plain, plainForked);
    }
    System.exit(0);
  }

  /** The wall time of a whole class, discovery left out. */
  private static double millis(Class<?> tests, String fork) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(tests))
            .configurationParameter("tcpunit.fork", fork)
            .configurationParameter("tcpunit.report", "none")
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    TestPlan plan = LauncherFactory.create().discover(request);
    long started = System.nanoTime();
    LauncherFactory.create().execute(plan, summary);
    double millis = (System.nanoTime() - started) / 1e6;
    if (summary.getSummary().getTestsSucceededCount() != TESTS) {
      throw new IllegalStateException("not " + TESTS + " tests of " + tests + " succeeded");
    }
    return millis;
  }

  static class Plain {
    @RepeatedTest(TESTS)
    void uploads() throws IOException {
      CaptureOverhead.upload();
    }
  }

  @CaptureTcp
  static class Captured {
    @RepeatedTest(TESTS)
    void uploads(TcpCapture capture) throws IOException {
      int port = CaptureOverhead.upload();
      if (capture.connectionTo(port).clientToServer().bytes() != CaptureOverhead.BYTES) {
        throw new IllegalStateException("bytes are missing");
      }
    }
  }
}
