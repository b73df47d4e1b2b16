package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoFastRetransmissions_Test {
  @Test
  void should_hold_if_nothing_was_sent_again() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).hasNoFastRetransmissions();
  }

  @Test
  void should_hold_if_it_was_sent_again_for_another_reason() {
    assertThat(Traffic.TIMED_OUT.connection().clientToServer()).hasNoFastRetransmissions();
  }

  @Test
  void should_fail_if_it_was() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.FAST_RETRANSMIT
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .hasNoFastRetransmissions(),
        "FlowAssert.hasNoFastRetransmissions");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasNoFastRetransmissions(),
        "the capture dropped 3 frames");
  }
}
