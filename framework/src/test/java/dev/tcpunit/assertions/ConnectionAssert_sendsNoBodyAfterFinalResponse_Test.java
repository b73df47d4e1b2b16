package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConnectionAssert_sendsNoBodyAfterFinalResponse_Test {
  @Test
  void should_hold_if_each_body_ends_before_its_answer() {
    assertThat(Traffic.TWO_UPLOADS.connection()).sendsNoBodyAfterFinalResponse();
    assertThat(Traffic.EXPECT_CONTINUE.connection()).sendsNoBodyAfterFinalResponse();
    assertThat(Traffic.EXPECT_CONTINUE_IN_VAIN.connection()).sendsNoBodyAfterFinalResponse();
  }

  /** However the bytes are read. */
  @Test
  void should_hold_if_it_sends_nothing_after_the_answer() {
    assertThat(Traffic.STOPS_ON_EARLY_RESPONSE.recording().headersOnly().connection())
        .sendsNoBodyAfterFinalResponse();
  }

  @Test
  void should_fail_if_the_body_goes_on() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.SENDS_ON_AFTER_EARLY_RESPONSE
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() > 21_900)
                        .connection())
                .sendsNoBodyAfterFinalResponse(),
        "ConnectionAssert.sendsNoBodyAfterFinalResponse");
  }

  @Test
  void should_fail_if_the_kernel_sends_what_it_held() {
    assertThatThrownBy(
            () ->
                assertThat(Traffic.SENT_BEFORE_EARLY_RESPONSE.connection())
                    .sendsNoBodyAfterFinalResponse())
        .hasMessageContaining("of a body after the response 413 to it");
  }

  @Test
  void should_not_tell_without_payload_if_it_sends_after_the_first_answer() {
    assertCannotTell(
        () ->
            assertThat(Traffic.TWO_UPLOADS.recording().headersOnly().connection())
                .sendsNoBodyAfterFinalResponse(),
        "lengths do not tell if the server refused it: capture the payload, by @CaptureTcp(");
  }

  @Test
  void should_not_tell_if_the_window_kept_it_from_sending_on() {
    assertThatThrownBy(
            () ->
                assertThat(Traffic.KEPT_FROM_SENDING_ON.connection())
                    .sendsNoBodyAfterFinalResponse())
        .hasMessageContaining("but it cannot be told: the server's window had no room after #");
  }

  @Test
  void should_not_tell_if_the_bytes_are_no_HTTP() {
    assertCannotTell(
        () -> assertThat(Traffic.ECHO.connection()).sendsNoBodyAfterFinalResponse(),
        "the client does not speak HTTP/1, and so the bytes do not tell which data is an answer");
  }

  /** The answer to HEAD announces a body that does not come: the next answer is taken for it. */
  @Test
  @CaptureTcp(payload = Payload.FULL)
  void should_not_tell_if_answers_cannot_be_told_apart(TcpCapture capture) throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange();
        Pair pair = exchange.open()) {
      say(pair.client, pair.server, "HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
      say(pair.server, pair.client, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
      say(pair.client, pair.server, "PUT /a HTTP/1.1\r\nContent-Length: 200\r\n\r\n");
      say(pair.server, pair.client, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
      say(pair.client, pair.server, "b".repeat(200));
    }
    assertThatThrownBy(
            () -> assertThat(capture.trace().connections().get(0)).sendsNoBodyAfterFinalResponse())
        .hasMessageContaining("but it cannot be told: which request #")
        .hasMessageContaining("of the server answers could not be read");
  }

  private static void say(Socket from, Socket to, String text) throws IOException {
    from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    to.getInputStream().readNBytes(text.length());
  }

  @Test
  void should_not_tell_if_there_was_no_answer() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection()).sendsNoBodyAfterFinalResponse(),
        "the server is not seen to have answered");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.TWO_UPLOADS.recording().dropping(3).connection())
                .sendsNoBodyAfterFinalResponse(),
        "the capture dropped 3 frames");
  }
}
