package dev.tcpunit.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tcpunit.Requires;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's buffer holds what one test may send until it is read. */
class ManyConnectionsTest {
  private static final int CONNECTIONS = 1000;
  private static final int AT_A_TIME = 16;
  private static final long LIMIT = 256 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"afpacket", "pcap4j"})
  void should_drop_nothing_of_a_thousand_connections(String engine) throws Exception {
    Requires.sandbox();
    try (CaptureHub hub = start(engine, PayloadMode.HEADERS);
        CaptureWindow window = hub.open("many connections")) {
      exchange(100_000);

      assertThat(closed(window)).hasSize(CONNECTIONS);
      assertThat(window.dropped()).isZero();
    }
  }

  @Test
  void should_drop_nothing_of_them_with_their_payload() throws Exception {
    Requires.sandbox();
    try (CaptureHub hub = start("afpacket", PayloadMode.FULL);
        CaptureWindow window = hub.open("many connections")) {
      exchange(20_000);

      assertThat(closed(window)).hasSize(CONNECTIONS);
      assertThat(window.dropped()).isZero();
    }
  }

  @Test
  void should_name_the_setting_by_which_drops_are_cured() throws Exception {
    Requires.sandbox();
    OptionalInt small = OptionalInt.of(3 << 20);
    try (CaptureHub hub =
            CaptureHub.start(null, "lo", PayloadMode.HEADERS, LIMIT, Optional.empty(), small);
        CaptureWindow window = hub.open("small buffer")) {
      assertThat(window.cureOfDrops())
          .isEqualTo("tcpunit.bufferSize gives the kernel's buffer more than its 3 MiB");
    }
    try (CaptureHub hub = CaptureHub.start(null, "lo", PayloadMode.HEADERS, 1);
        CaptureWindow window = hub.open("small limit");
        LoopbackExchange exchange = new LoopbackExchange()) {
      exchange.upload(new byte[1000]);
      window.drain();
      assertThat(window.dropped()).isPositive();
      assertThat(window.cureOfDrops())
          .isEqualTo("tcpunit.limit lets tests keep more than its 0 MiB");
    }
  }

  @Test
  void should_name_the_heap_where_that_lowers_the_setting() {
    long heap = 32 << 20;
    assertThat(CaptureHub.cureOfOverflow(CaptureHub.mostOf(heap), heap))
        .isEqualTo(
            "a larger heap (-Xmx) lets tests keep more than the 8 MiB that tcpunit.limit may take");
    assertThat(CaptureHub.cureOfOverflow(4 << 20, heap))
        .isEqualTo("tcpunit.limit lets tests keep more than its 4 MiB");
    assertThat(CaptureHub.cureOfOverflow(8 << 20, 2L * heap))
        .isEqualTo("tcpunit.limit lets tests keep more than its 8 MiB");
  }

  private static CaptureHub start(String engine, PayloadMode payload) throws Exception {
    try {
      return CaptureHub.start(engine, "lo", payload, LIMIT);
    } catch (CaptureException e) {
      assumeThat(e.reason()).isNotEqualTo(CaptureException.Reason.NOT_INSTALLED);
      throw e;
    }
  }

  private static void exchange(int bytes) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    List<Future<?>> uploads = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      uploads.add(threads.submit(() -> upload(bytes)));
    }
    for (Future<?> upload : uploads) {
      upload.get();
    }
    threads.shutdown();
  }

  private static Void upload(int bytes) throws IOException {
    try (LoopbackExchange exchange = new LoopbackExchange()) {
      exchange.upload(new byte[bytes]);
    }
    return null;
  }

  private static List<?> closed(CaptureWindow window) throws Exception {
    WindowAnalysis analysis = new WindowAnalysis(window);
    long until = window.drain();
    analysis.readOn();
    Trace trace = analysis.trace("many", until, Continuation.ENDED);
    return trace.connections().stream()
        .filter(connection -> connection.teardown().state() == Teardown.State.CLEAN)
        .toList();
  }
}
