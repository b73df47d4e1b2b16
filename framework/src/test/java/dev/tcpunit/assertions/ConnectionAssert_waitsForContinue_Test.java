package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_waitsForContinue_Test {
  @Test
  void should_hold_if_the_body_comes_after_the_answer() {
    assertThat(Traffic.EXPECT_CONTINUE.connection()).waitsForContinue();
  }

  @Test
  void should_hold_without_payload_if_what_came_before_looks_like_a_head_alone() {
    assertThat(Traffic.EXPECT_CONTINUE.recording().headersOnly().connection()).waitsForContinue();
  }

  @Test
  void should_fail_if_a_part_of_the_body_comes_before_the_answer() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.EXPECT_CONTINUE_IN_VAIN
                        .recording()
                        .endingWhen(c -> c.serverToClient().bytes() > 0)
                        .connection())
                .waitsForContinue(),
        "ConnectionAssert.waitsForContinue.expected");
  }

  @Test
  void should_not_tell_without_payload_if_more_than_a_head_may_have_come_before() {
    assertCannotTell(
        () ->
            assertThat(Traffic.EXPECT_CONTINUE_IN_VAIN.recording().headersOnly().connection())
                .waitsForContinue(),
        "lengths and times do not show where the head of the request ends");
  }

  @Test
  void should_fail_without_payload_if_more_than_any_head_comes_before() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.EAGER_UPLOAD
                        .recording()
                        .headersOnly()
                        .endingWhen(c -> c.serverToClient().bytes() > 0)
                        .connection())
                .waitsForContinue(),
        "ConnectionAssert.waitsForContinue.lengths");
  }

  @Test
  void should_fail_if_it_sends_all_at_once() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.EAGER_UPLOAD
                        .recording()
                        .endingWhen(c -> c.serverToClient().bytes() > 0)
                        .connection())
                .waitsForContinue(),
        "ConnectionAssert.waitsForContinue");
  }

  @Test
  void should_not_tell_if_the_body_is_small() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).waitsForContinue(),
        "lengths and times do not show where the head of the request ends");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(4).connection()).waitsForContinue(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.EXPECT_CONTINUE.recording().dropping(3).connection())
                .waitsForContinue(),
        "the capture dropped 3 frames");
  }
}
