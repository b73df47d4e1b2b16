package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_backsOffExponentially_Test {
  @Test
  void should_hold_if_each_wait_was_longer() {
    assertThat(Traffic.TIMED_OUT_THRICE.connection().clientToServer()).backsOffExponentially();
  }

  @Test
  void should_fail_if_the_waits_were_equal() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TIMED_OUT_WITHOUT_BACK_OFF
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .backsOffExponentially(),
        "FlowAssert.backsOffExponentially");
  }

  @Test
  void should_not_tell_if_the_timer_ran_out_once() {
    assertCannotTell(
        () -> assertThat(Traffic.TIMED_OUT.connection().clientToServer()).backsOffExponentially(),
        "the timer did not run out twice without an ACK between");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.TIMED_OUT_THRICE.recording().dropping(3).connection().clientToServer())
                .backsOffExponentially(),
        "the capture dropped 3 frames");
  }
}
