package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionAssert_doesNotWaitForContinue_Test {
  @Test
  void should_hold_if_no_head_asks_for_it() {
    assertThat(Traffic.EAGER_UPLOAD.connection()).doesNotWaitForContinue();
    assertThat(Traffic.TWO_UPLOADS.connection()).doesNotWaitForContinue();
  }

  @Test
  void should_hold_if_the_body_comes_with_the_head() {
    assertThat(Traffic.EXPECT_CONTINUE_AT_ONCE.connection()).doesNotWaitForContinue();
  }

  @Test
  void should_fail_if_the_body_comes_after_the_answer() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.EXPECT_CONTINUE
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() > 1000)
                        .connection())
                .doesNotWaitForContinue(),
        "ConnectionAssert.doesNotWaitForContinue");
  }

  @Test
  void should_fail_if_it_waits_a_second_in_vain() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.CONTINUE_AWAITED_IN_VAIN
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() > 1000)
                        .connection())
                .doesNotWaitForContinue(),
        "ConnectionAssert.doesNotWaitForContinue.unanswered");
  }

  /** The wait, if it was one, ended with that. */
  @Test
  void should_not_tell_if_the_server_refuses_before_the_body() {
    assertThatThrownBy(
            () -> assertThat(Traffic.REFUSED_EXPECTATION.connection()).doesNotWaitForContinue())
        .hasMessageContaining("but it cannot be told: the final answer #")
        .hasMessageContaining("came before any of a body: the client may have waited for")
        .hasMessageContaining("1 request with a body, and nothing of it was sent");
  }

  @Test
  void should_not_tell_if_the_capture_ends_before_the_body() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.EXPECT_CONTINUE
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() > 0)
                        .connection())
                .doesNotWaitForContinue(),
        "nothing of a body had been sent when the capture ended");
  }

  @Test
  void should_not_tell_without_payload() {
    assertCannotTell(
        () ->
            assertThat(Traffic.EXPECT_CONTINUE.recording().headersOnly().connection())
                .doesNotWaitForContinue(),
        "lengths do not tell if a head asks for 100 (Continue): capture the payload, by"
            + " @CaptureTcp(");
  }

  @Test
  void should_not_tell_if_the_bytes_are_no_HTTP() {
    assertCannotTell(
        () -> assertThat(Traffic.ECHO.connection()).doesNotWaitForContinue(),
        "the client does not speak HTTP/1");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.EXPECT_CONTINUE.recording().dropping(3).connection())
                .doesNotWaitForContinue(),
        "the capture dropped 3 frames");
  }
}
