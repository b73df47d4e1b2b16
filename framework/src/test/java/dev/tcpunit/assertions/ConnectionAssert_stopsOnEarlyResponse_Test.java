package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_stopsOnEarlyResponse_Test {
  @Test
  void should_hold_if_it_sends_nothing_more() {
    assertThat(Traffic.STOPS_ON_EARLY_RESPONSE.connection()).stopsOnEarlyResponse();
  }

  @Test
  void should_fail_if_it_writes_more() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.SENDS_ON_AFTER_EARLY_RESPONSE
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() == 21_000)
                        .connection())
                .stopsOnEarlyResponse(),
        "ConnectionAssert.stopsOnEarlyResponse");
  }

  @Test
  void should_not_tell_if_there_was_no_early_response() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).stopsOnEarlyResponse(),
        "the server is not seen to have answered while the client was sending");
  }

  @Test
  void should_not_tell_if_it_may_have_written_before() {
    assertCannotTell(
        () -> assertThat(Traffic.SENT_BEFORE_EARLY_RESPONSE.connection()).stopsOnEarlyResponse(),
        "it may have written these before the response came: kernels hold as much");
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
