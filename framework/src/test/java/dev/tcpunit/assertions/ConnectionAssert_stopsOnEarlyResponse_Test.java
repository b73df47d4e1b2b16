package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.trace.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionAssert_stopsOnEarlyResponse_Test {
  private static final String UPLOAD =
      """
      0.000 > [S] 0 win 64240 <mss 1460>
      0.010 < [S.] 0 ack 1 win 65024 <mss 1460>
      0.010 > [.] 1 ack 1 win 64240
      0.011 > [P.] 1:1001 ack 1 win 64240
      """;

  @Test
  void should_hold_if_it_sends_nothing_more() {
    assertThat(Traffic.STOPS_ON_EARLY_RESPONSE.connection()).stopsOnEarlyResponse();
  }

  /** However the bytes are read. */
  @Test
  void should_hold_without_payload_if_it_sends_nothing_after_the_answer() {
    assertThat(Traffic.EAGER_UPLOAD.recording().headersOnly().connection()).stopsOnEarlyResponse();
    assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).stopsOnEarlyResponse();
    assertThat(Traffic.STOPS_ON_EARLY_RESPONSE.recording().headersOnly().connection())
        .stopsOnEarlyResponse();
  }

  @Test
  void should_hold_if_the_next_request_follows_a_complete_one() {
    assertThat(Traffic.TWO_UPLOADS.connection()).stopsOnEarlyResponse();
  }

  @Test
  void should_hold_if_the_server_says_to_continue() {
    assertThat(Traffic.EXPECT_CONTINUE.connection()).stopsOnEarlyResponse();
    assertThat(Traffic.EXPECT_CONTINUE_IN_VAIN.connection()).stopsOnEarlyResponse();
  }

  @Test
  void should_fail_if_it_writes_more() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.SENDS_ON_AFTER_EARLY_RESPONSE
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() > 21_900)
                        .connection())
                .stopsOnEarlyResponse(),
        "ConnectionAssert.stopsOnEarlyResponse");
  }

  @Test
  void should_not_tell_without_payload_if_it_sends_after_the_first_answer() {
    for (Traffic traffic :
        List.of(
            Traffic.SENDS_ON_AFTER_EARLY_RESPONSE, Traffic.TWO_UPLOADS, Traffic.EXPECT_CONTINUE)) {
      assertCannotTell(
          () -> assertThat(traffic.recording().headersOnly().connection()).stopsOnEarlyResponse(),
          "lengths do not tell if the server refused it: capture the payload, by @CaptureTcp(");
    }
  }

  @Test
  void should_not_tell_if_the_bytes_are_no_HTTP() {
    assertCannotTell(
        () -> assertThat(Traffic.ECHO.connection()).stopsOnEarlyResponse(),
        "the client does not speak HTTP/1, and so the bytes do not tell which data is an answer");
  }

  @Test
  void should_not_tell_if_there_was_no_answer() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection()).stopsOnEarlyResponse(),
        "the server is not seen to have answered");
  }

  @Test
  void should_not_tell_if_it_may_have_written_before() {
    assertCannotTell(
        () -> assertThat(Traffic.SENT_BEFORE_EARLY_RESPONSE.connection()).stopsOnEarlyResponse(),
        "it may have written these before the response came: kernels hold as much");
  }

  /** Its write waited until the RST of the server ended it. */
  @Test
  void should_not_tell_if_the_window_kept_it_from_sending_on() {
    for (Connection connection :
        List.of(
            Traffic.KEPT_FROM_SENDING_ON.connection(),
            Traffic.KEPT_FROM_SENDING_ON.recording().headersOnly().connection())) {
      assertThatThrownBy(() -> assertThat(connection).stopsOnEarlyResponse())
          .hasMessageContaining("but it cannot be told: the server's window had no room after #");
    }
  }

  @Test
  void should_not_tell_if_nothing_was_acknowledged_any_more() {
    assertCannotTell(
        () ->
            assertThat(
                    Uploads.connection(
                        UPLOAD + "0.021 < [P.] 1:81 ack 1 win 64024\n0.500 < [R] 81 win 0\n"))
                .stopsOnEarlyResponse(),
        "what the client had sent was not acknowledged after #5: it may have waited for that");
  }

  @Test
  void should_not_tell_if_the_server_reset_at_once() {
    assertCannotTell(
        () ->
            assertThat(
                    Uploads.connection(
                        UPLOAD + "0.021 < [P.] 1:81 ack 1001 win 64024\n0.022 < [R] 81 win 0\n"))
                .stopsOnEarlyResponse(),
        "the server's RST #6 came 1.000 ms after #5: the client may have been about to send");
  }

  @Test
  void should_hold_if_it_could_have_sent_until_the_server_reset() {
    assertThat(
            Uploads.connection(
                UPLOAD + "0.021 < [P.] 1:81 ack 1001 win 64024\n0.500 < [R] 81 win 0\n"))
        .stopsOnEarlyResponse();
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.STOPS_ON_EARLY_RESPONSE.recording().dropping(3).connection())
                .stopsOnEarlyResponse(),
        "the capture dropped 3 frames");
  }
}
