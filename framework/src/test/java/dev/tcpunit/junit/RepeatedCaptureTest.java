package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedCaptureTest {
  private static final int UPLOAD = 154_297;
  private static final long END_MILLIS = 60_000;

  @TempDir Path directory;

  @CaptureTcp
  static class Uploads {
    @RepeatedTest(500)
    void are_captured_whole(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[UPLOAD]);

        Connection connection = capture.connectionTo(exchange.port());
        assertThat(connection.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
        assertThat(connection.clientToServer().bytes()).isEqualTo(UPLOAD);
        assertThat(connection.clientToServer().acknowledgedBytes()).isEqualTo(UPLOAD);
        assertThat(connection.teardown().state()).isEqualTo(Teardown.State.CLEAN);
        assertThat(connection.trace().completeness().droppedFrames()).hasValue(0);
      }
    }
  }

  @Test
  void should_miss_nothing_and_leave_nothing_behind_in_500_runs() throws Exception {
    // GIVEN whatever the first run of all loads and opens for good
    Set<Thread> capturing = capturing();
    new Kit(directory).run(Uploads.class);
    awaitEndOfOthers(capturing);
    List<String> threads = threads();
    List<String> files = openFiles();

    // WHEN
    var results = new Kit(directory).run(Uploads.class);

    // THEN
    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results)).hasSize(500);
    awaitEndOfOthers(capturing);
    assertThat(beyond(threads, threads())).isEmpty();
    assertThat(beyond(files, openFiles())).isEmpty();
  }

  /** What there is now and was not before; what other tests had left may go at any time. */
  private static List<String> beyond(List<String> before, List<String> now) {
    List<String> more = new ArrayList<>(now);
    before.forEach(more::remove);
    return more;
  }

  /** The threads of captures, which may be those of this test's own suite. */
  private static Set<Thread> capturing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("tcpunit .* on .*"))
        .collect(Collectors.toSet());
  }

  /** A capture is closed before its thread has ended, where that gets no processor meanwhile. */
  private static void awaitEndOfOthers(Set<Thread> capturing) throws InterruptedException {
    for (Thread thread : capturing()) {
      if (!capturing.contains(thread)) {
        thread.join(END_MILLIS);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("tcpunit"))
        .sorted()
        .toList();
  }

  /** What the process has open, by kind: sockets, mappings, files. */
  private static List<String> openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(RepeatedCaptureTest::target)
          .filter(target -> !target.startsWith("/proc"))
          .map(target -> target.replaceAll("\\d+", ""))
          .sorted()
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "/proc";
    }
  }
}
