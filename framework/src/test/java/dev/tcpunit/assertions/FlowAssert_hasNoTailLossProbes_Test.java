package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoTailLossProbes_Test {
  @Test
  void should_hold_if_nothing_was_sent_again() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).hasNoTailLossProbes();
  }

  @Test
  void should_hold_if_it_was_sent_again_for_another_reason() {
    assertThat(Traffic.TIMED_OUT.connection().clientToServer()).hasNoTailLossProbes();
  }

  @Test
  void should_fail_if_it_was() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TAIL_LOSS_PROBE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .hasNoTailLossProbes(),
        "FlowAssert.hasNoTailLossProbes");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasNoTailLossProbes(),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_packets_do_not_say_why() {
    assertCannotTell(
        () ->
            assertThat(Traffic.LONE_TAIL_AGAIN.connection().clientToServer()).hasNoTailLossProbes(),
        "the packets do not say why these were sent again");
  }
}
