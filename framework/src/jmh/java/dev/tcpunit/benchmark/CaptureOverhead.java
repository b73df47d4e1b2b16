package dev.tcpunit.benchmark;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Prints what capturing adds to a test: to the first one of a JVM, which starts the capture, and to
 * each further one (median). The same upload runs in tests without a capture and in tests that
 * capture and ask for the connection, in turn, as JUnit times them.
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
    double[] plain = millis(Plain.class);
    double[] captured = millis(Captured.class);
    System.out.printf(
        "first captured test of the JVM: %.1f ms, %.1f ms more than the median without capture%n",
        captured[0], captured[0] - median(plain));
    for (int round = 1; round <= ROUNDS; round++) {
      double without = median(millis(Plain.class));
      double[] with = millis(Captured.class);
      System.out.printf(
          "round %d: median %.2f ms without, %.2f ms with capture: %.2f ms more;"
              + " capture started anew: %.1f ms%n",
          round, without, median(with), median(with) - without, with[0]);
    }
  }

  private static double median(double[] millis) {
    double[] sorted = Arrays.copyOfRange(millis, 1, millis.length);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double[] millis(Class<?> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    Stopwatch stopwatch = new Stopwatch();
    LauncherFactory.create().execute(request, stopwatch);
    if (stopwatch.failures > 0) {
      throw new IllegalStateException(stopwatch.failures + " tests of " + tests + " failed");
    }
    return stopwatch.millis.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static final class Stopwatch implements TestExecutionListener {
    private final List<Double> millis = new ArrayList<>();
    private long started;
    private int failures;

    @Override
    public void executionStarted(TestIdentifier test) {
      started = System.nanoTime();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        millis.add((System.nanoTime() - started) / 1e6);
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
      upload();
    }
  }

  @CaptureTcp
  static class Captured {
    @RepeatedTest(TESTS)
    void uploads(TcpCapture capture) throws IOException {
      int port = upload();
      if (capture.connectionTo(port).clientToServer().bytes() != BYTES) {
        throw new IllegalStateException("bytes are missing");
      }
    }
  }
}
