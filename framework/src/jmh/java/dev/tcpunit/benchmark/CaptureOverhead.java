package dev.tcpunit.benchmark;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Prints what capturing adds to a test: to the first one of a JVM, which starts the capture, and to
 * each further one (median, and what all but one of a hundred stay below). The same upload runs in
 * tests without a capture and in tests that capture and ask for the connection, in turn, as JUnit
 * times them. What comes before the test's method, its query, and what comes after it are told
 * apart, too: with a capture, the window is opened, read, and ended with the test's report.
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark=dev.tcpunit.benchmark.CaptureOverhead
 * </pre>
 */
public final class CaptureOverhead {
  /** What the upload sends. */
  static final int BYTES = 154_297;

  private static final int TESTS = 200;
  private static final int ROUNDS = 5;

  private CaptureOverhead() {}

  /** Runs the benchmark; takes no arguments. */
  public static void main(String[] args) {
    List<Test> plain = run(Plain.class);
    Test first = run(Captured.class).get(0);
    System.out.printf(
        "first captured test of the JVM: %.1f ms more than the median without capture (opening"
            + " %.1f, query %.1f, end %.1f), after %.1f ms before all tests of its class%n",
        first.whole - medians(plain).whole,
        first.before,
        first.query,
        first.after,
        first.beforeAll);
    for (int round = 1; round <= ROUNDS; round++) {
      List<Test> without = run(Plain.class);
      List<Test> with = run(Captured.class);
      System.out.printf(
          "round %d: %.2f ms more (99 %%: %.2f): opening %.2f (%.2f), query %.2f (%.2f),"
              + " end %.2f (%.2f); without capture %.2f (%.2f); capture started anew: %.1f ms%n",
          round,
          medians(with).whole - medians(without).whole,
          highest(with).whole - medians(without).whole,
          medians(with).before - medians(without).before,
          highest(with).before,
          medians(with).query,
          highest(with).query,
          medians(with).after - medians(without).after,
          highest(with).after,
          medians(without).whole,
          highest(without).whole,
          with.get(0).whole);
    }
  }

  /** The milliseconds of a test, and of its parts. */
  private record Test(double beforeAll, double whole, double before, double query, double after) {}

  private static Test medians(List<Test> tests) {
    return ranked(tests, 0.5);
  }

  private static Test highest(List<Test> tests) {
    return ranked(tests, 0.99);
  }

  /** The same rank of each part, the first test left out. */
  private static Test ranked(List<Test> tests, double rank) {
    return new Test(
        ranked(tests, rank, Test::beforeAll),
        ranked(tests, rank, Test::whole),
        ranked(tests, rank, Test::before),
        ranked(tests, rank, Test::query),
        ranked(tests, rank, Test::after));
  }

  private static double ranked(List<Test> tests, double rank, ToDoubleFunction<Test> part) {
    double[] sorted = tests.stream().skip(1).mapToDouble(part).sorted().toArray();
    return sorted[(int) (sorted.length * rank)];
  }

  private static List<Test> run(Class<?> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    Stopwatch stopwatch = new Stopwatch();
    LauncherFactory.create().execute(request, stopwatch);
    if (stopwatch.failures > 0) {
      throw new IllegalStateException(stopwatch.failures + " tests of " + tests + " failed");
    }
    return stopwatch.tests;
  }

  private static final class Stopwatch implements TestExecutionListener {
    /** Read by the tests' methods, which run one after the other on this thread. */
    private static long begun;

    private static long asked;
    private static long answered;

    private final List<Test> tests = new ArrayList<>();
    private long classBegun;
    private long started;
    private int failures;

    @Override
    public void executionStarted(TestIdentifier test) {
      started = System.nanoTime();
      if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
        classBegun = started;
      }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        long now = System.nanoTime();
        tests.add(
            new Test(
                (started - classBegun) / 1e6,
                (now - started) / 1e6,
                (begun - started) / 1e6,
                (answered - asked) / 1e6,
                (now - answered) / 1e6));
        failures += result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? 0 : 1;
      }
    }
  }

  /** Sends what an image of 154 kB takes, and answers with one byte. */
  static int upload() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Thread receiver = new Thread(() -> receive(accepted));
      receiver.start();
      client.getOutputStream().write(new byte[BYTES]);
      client.getInputStream().read();
      return server.getLocalPort();
    }
  }

  private static void receive(Socket accepted) {
    try {
      accepted.getInputStream().readNBytes(BYTES);
      accepted.getOutputStream().write(1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static class Plain {
    @RepeatedTest(TESTS)
    void uploads() throws IOException {
      Stopwatch.begun = System.nanoTime();
      upload();
      Stopwatch.asked = System.nanoTime();
      Stopwatch.answered = Stopwatch.asked;
    }
  }

  @CaptureTcp
  static class Captured {
    @RepeatedTest(TESTS)
    void uploads(TcpCapture capture) throws IOException {
      Stopwatch.begun = System.nanoTime();
      int port = upload();
      Stopwatch.asked = System.nanoTime();
      long bytes = capture.connectionTo(port).clientToServer().bytes();
      Stopwatch.answered = System.nanoTime();
      if (bytes != BYTES) {
        throw new IllegalStateException("bytes are missing");
      }
    }
  }
}
