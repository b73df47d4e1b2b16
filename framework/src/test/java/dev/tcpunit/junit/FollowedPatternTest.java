package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.lab.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns on live captures of what the kernel sends. */
class FollowedPatternTest {
  private static final String UPLOAD =
      """
      > S  < S.  > .           // the handshake
      ( > data | < . )*        // the upload, and ACKs in between
      > F.  < .*  < F.  > .    // the close, by the client\
      """;

  @TempDir Path directory;

  @CaptureTcp
  static class Clean {
    @RepeatedTest(20)
    void uploads(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1_000_000]);

        assertThat(capture.connectionTo(exchange.port())).follows(UPLOAD);
      }
    }
  }

  @Test
  void should_hold_for_what_the_kernel_sends() {
    assertThat(Kit.failures(new Kit(directory).run(Clean.class))).isEmpty();
  }

  @CaptureTcp
  static class ClosedMeanwhile {
    @RepeatedTest(5)
    void closes_while_the_assertion_waits(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        LoopbackExchange.Pair pair = exchange.open();
        pair.client.getOutputStream().write(new byte[100]);
        pair.server.getInputStream().readNBytes(100);
        var connection = capture.connectionTo(exchange.port());
        Thread asserting = Thread.currentThread();
        Thread closing =
            new Thread(
                () -> {
                  while (asserting.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                  }
                  close(pair);
                });
        closing.start();

        assertThat(connection).follows(UPLOAD);
        closing.join();
      }
    }
  }

  /** One side after the other: what is sent may still be under way when close() returns. */
  private static void close(LoopbackExchange.Pair pair) {
    try {
      pair.client.close();
      pair.server.getInputStream().read();
      pair.server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void should_wait_where_all_fits_and_more_is_to_come() {
    assertThat(Kit.failures(new Kit(directory).run(ClosedMeanwhile.class))).isEmpty();
  }

  @CaptureTcp
  static class NeverClosed {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.client.getOutputStream().write(1);

        assertThat(capture.connectionTo(exchange.port())).follows(UPLOAD);
      }
    }
  }

  @Test
  void should_fail_naming_the_time_out_where_nothing_more_came() {
    var results = new Kit(directory).with("tcpunit.settleTimeout", "50ms").run(NeverClosed.class);

    assertThat(Kit.failures(results))
        .singleElement()
        .asString()
        .contains("but it ended after 5 segments, where the pattern goes on:\n")
        .contains("\nexpected: > data  or  < .  or  > F.\n")
        .containsPattern(
            "\n"
                + "waited:   50 ms \\(tcpunit.settleTimeout\\) for"
                + " .*the\\s+pattern\\s+to\\s+go\\s+on\n");
  }

  @CaptureTcp
  static class Aborted {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        try (LoopbackExchange.Pair pair = exchange.open()) {
          pair.client.getOutputStream().write(new byte[100]);
          pair.server.getInputStream().readNBytes(100);
          pair.client.setSoLinger(true, 0);
          pair.client.close();
          // The reset has come before the server closes, and so it sends no FIN.
          assertThatThrownBy(() -> pair.server.getInputStream().read())
              .hasMessage("Connection reset");
        }

        assertThat(capture.connectionTo(exchange.port())).follows(UPLOAD);
      }
    }
  }

  @Test
  void should_fail_showing_the_reset_that_came_in_place_of_the_close() {
    assertThat(Kit.failures(new Kit(directory).run(Aborted.class)))
        .singleElement()
        .asString()
        .contains("but only the first 5 of 6 segments fit:\n")
        .containsPattern(
            "> \\[R\\.\\] 101 ack 1 win \\d+  <- does not fit: aborts the connection\n")
        .contains("\nexpected: > data  or  < .  or  > F.\n");
  }

  private static final String LOST_ONCE =
      """
      > S  < S. after 2ms  > .             // the link is 2 ms long
      (<> !retransmission)*
      > data{1448} fast-retransmission     // once, after
      (<> !retransmission)*
      """;

  @CaptureTcp
  static class Lossy {
    @Test
    @ImpairedLink(delay = "2ms")
    void loses_a_segment(TcpCapture capture, Link link) throws Exception {
      try (LinkUpload upload = new LinkUpload(link)) {
        link.apply(drop(clientData().number(3)));
        upload.send(20_000);

        assertThat(capture.connectionTo(upload.port())).follows(LOST_ONCE);
        assertThat(capture.connectionTo(upload.port()))
            .as("without a loss")
            .follows("(<> !retransmission)*");
      }
    }
  }

  @Test
  void should_find_what_was_sent_again_over_a_link_that_lost_it() {
    assertThat(Kit.failures(new Kit(directory).run(Lossy.class)))
        .singleElement()
        .asString()
        .startsWith("[without a loss]")
        .containsPattern(
            "\\* #\\d+ .* len 1448\\s+<- does not fit: sent again: fast retransmission")
        .contains("expected: <> !retransmission  or the end\n");
  }
}
