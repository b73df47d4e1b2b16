package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelCaptureTest {
  @TempDir Path directory;

  private Kit parallel() {
    return new Kit(directory)
        .with("junit.jupiter.execution.parallel.enabled", "true")
        .with("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .with("junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
  }

  /** Both tests are at this point, or the wait fails. */
  private static void together(CyclicBarrier barrier) throws Exception {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("the tests did not run in parallel", e);
    }
  }

  @CaptureTcp
  @Execution(ExecutionMode.CONCURRENT)
  static class OnDifferentPorts {
    private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(ints = {1000, 2000})
    void sees_only_its_own(int bytes, TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        capture.ownPorts(exchange.port());
        together(BARRIER);
        for (int i = 0; i < 20; i++) {
          exchange.upload(new byte[bytes]);
        }
        together(BARRIER);

        assertThat(capture.connections())
            .hasSize(20)
            .allMatch(connection -> connection.server().port() == exchange.port())
            .allMatch(connection -> connection.clientToServer().bytes() == bytes);
      }
    }
  }

  @Test
  void should_keep_parallel_tests_on_different_ports_apart() {
    var results = parallel().run(OnDifferentPorts.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results)).hasSize(2);
  }

  @CaptureTcp
  @Execution(ExecutionMode.CONCURRENT)
  static class AskingForPorts {
    private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(ints = {1000, 2000})
    void claims_what_it_asks_for(int bytes, TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        together(BARRIER);
        exchange.upload(new byte[bytes]);
        together(BARRIER);
        assertThat(capture.connectionTo(exchange.port()).clientToServer().bytes()).isEqualTo(bytes);
        together(BARRIER);

        assertThat(capture.connections()).hasSize(1);
      }
    }
  }

  @Test
  void should_count_asking_for_a_port_as_naming_it() {
    var results = parallel().run(AskingForPorts.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results)).hasSize(2);
  }

  @CaptureTcp
  @Execution(ExecutionMode.CONCURRENT)
  static class NamingNothing {
    private static final CyclicBarrier BARRIER = new CyclicBarrier(2);
    private static volatile String connection;

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cannot_know(boolean uploads, TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        together(BARRIER);
        if (uploads) {
          try (LoopbackExchange.Pair pair = exchange.open()) {
            connection =
                "127.0.0.1:" + pair.client.getLocalPort() + " > 127.0.0.1:" + exchange.port();
          }
        }
        together(BARRIER);
        try {
          if (!uploads) {
            capture.connections();
          }
        } finally {
          together(BARRIER);
        }
      }
    }
  }

  @Test
  void should_fail_rather_than_guess_whose_a_connection_is() {
    var failures = Kit.failures(parallel().run(NamingNothing.class));

    String test = "dev.tcpunit.junit.ParallelCaptureTest.NamingNothing.cannot_know-";
    assertThat(failures)
        .singleElement()
        .asString()
        .matches(
            "(?s)Expecting the connections of this test\nin the capture of \\Q"
                + test
                + "2\\E\n"
                + "  \\w+ on lo, 0 segments, 0 dropped by capture\n"
                + "but other tests ran at the same time:\n"
                + "  \\Q"
                + test
                + "1\\E\nand these may be theirs:\n  \\Q"
                + NamingNothing.connection
                + "\\E \\(\\d segments\\)\n"
                + "name each test's ports, by @CaptureTcp\\(ports = \\.\\.\\.\\) or"
                + " capture\\.ownPorts\\(\\.\\.\\.\\)");
  }

  @CaptureTcp
  @Execution(ExecutionMode.CONCURRENT)
  static class SharingAServer {
    private static final CyclicBarrier BARRIER = new CyclicBarrier(2);
    private static final LoopbackExchange EXCHANGE = exchange();

    private static LoopbackExchange exchange() {
      try {
        return new LoopbackExchange();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cannot_know(boolean first, TcpCapture capture) throws Exception {
      together(BARRIER);
      if (first) {
        EXCHANGE.upload(new byte[1]);
        capture.connectionTo(EXCHANGE.port());
      }
      together(BARRIER);
      try {
        if (!first) {
          capture.connectionTo(EXCHANGE.port());
        }
      } finally {
        together(BARRIER);
      }
    }
  }

  @Test
  void should_fail_where_two_tests_ask_for_one_port() {
    var failures = Kit.failures(parallel().run(SharingAServer.class));

    assertThat(failures)
        .singleElement()
        .asString()
        .startsWith("Expecting a connection to port " + SharingAServer.EXCHANGE.port() + "\n")
        .contains(
            "but a test that ran at the same time asks for the same port:\n"
                + "  dev.tcpunit.junit.ParallelCaptureTest.SharingAServer.cannot_know-1\n"
                + "and these may be either test's:\n"
                + "  127.0.0.1:")
        .endsWith("give each test a server port of its own, or run them one after the other");
  }
}
