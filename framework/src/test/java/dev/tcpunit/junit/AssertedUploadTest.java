package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four headline assertions on live captures: right and wrong. */
class AssertedUploadTest {
  @TempDir Path directory;

  @CaptureTcp
  static class Clean {
    @RepeatedTest(50)
    void uploads(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[154_297]);

        assertThat(capture.connectionTo(exchange.port()))
            .hasCompletedHandshake()
            .acksCoverAllBytes()
            .hasCleanFin();
      }
    }
  }

  @Test
  void should_hold_for_a_clean_upload() {
    assertThat(Kit.failures(new Kit(directory).run(Clean.class))).isEmpty();
  }

  @CaptureTcp
  static class NeverClosed {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.client.getOutputStream().write(1);

        assertThat(capture.connectionTo(exchange.port())).hasCleanFin();
      }
    }
  }

  @Test
  void should_name_the_file_and_the_time_out_where_no_close_came() {
    var results = new Kit(directory).with("tcpunit.settleTimeout", "50ms").run(NeverClosed.class);

    Path file =
        directory.resolve("dev.tcpunit.junit.AssertedUploadTest.NeverClosed/uploads.pcapng");
    assertThat(file).exists();
    assertThat(Kit.failures(results).stream().map(AssertedUploadTest::withoutNumbersThatChange))
        .singleElement()
        .isEqualTo(
            """
            Expecting connection
              CLIENT > SERVER (5 segments, 0 dropped by capture)
            to have a clean FIN
            but nobody closed: there is neither FIN nor RST:
              #3 TIME > [.] ack 1 win WINDOW
              #4 TIME > [P.] 1:2 ack 1 win WINDOW len 1
            * #5 TIME < [.] ack 2 win WINDOW  <- the last segment
            evidence: the capture watched TIME ms after it
            evidence: the client sent last (1 byte, all acknowledged), and the server has sent nothing \
            since
            cause:    the client waits for an answer, the server for more of the request or its end \
            (possible,
                      the packets do not decide it)
            look for: a request without its end: a Content-Length above the body's, a last chunk or a \
            flush()
                      that is missing, a shutdownOutput() where the server reads to the end (-1)
            look for: a server that does not answer: a handler that hangs, waits or has died
            look for: a socket, a response body or a client that nobody closes (try-with-resources), or \
            a pool
                      that keeps the connection for the next request: close the pool's client
            waited:   50 ms (tcpunit.settleTimeout) for CLIENT > SERVER: its close to be complete
            rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other \
            acknowledges it
            capture:  FILE, frame 5\
            """);
  }

  @CaptureTcp
  static class LosingFrames {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1]);

        assertThat(capture.connectionTo(exchange.port())).hasNoRetransmissions();
      }
    }
  }

  @Test
  void should_not_tell_where_the_capture_lost_frames() {
    var results =
        new Kit(directory)
            .with("tcpunit.limit", "0")
            .with("tcpunit.settleTimeout", "50ms")
            .run(LosingFrames.class);

    assertThat(Kit.failures(results))
        .singleElement()
        .asString()
        .containsPattern("\\([12] segments?, \\d+ dropped by capture\\)")
        .contains("cannot be told");
  }

  private static String withoutNumbersThatChange(String message) {
    return message
        .replaceAll("127.0.0.1:\\d+ > 127.0.0.1:\\d+", "CLIENT > SERVER")
        .replaceAll("win \\d+", "win WINDOW")
        .replaceAll("\\d+\\.\\d{3,}", "TIME")
        .replaceAll("\\s+(be|complete)\\b", " $1")
        .replaceAll("(?s)capture:  \\S+,\\s+", "capture:  FILE, ");
  }
}
