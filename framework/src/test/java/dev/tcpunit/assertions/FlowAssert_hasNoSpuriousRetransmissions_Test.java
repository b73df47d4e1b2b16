package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoSpuriousRetransmissions_Test {
  @Test
  void should_hold_if_nothing_was_sent_again() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).hasNoSpuriousRetransmissions();
  }

  @Test
  void should_hold_if_what_was_sent_again_had_been_lost() {
    assertThat(Traffic.TIMED_OUT.connection().clientToServer()).hasNoSpuriousRetransmissions();
  }

  @Test
  void should_fail_if_it_had_arrived() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TAIL_LOSS_PROBE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .hasNoSpuriousRetransmissions(),
        "FlowAssert.hasNoSpuriousRetransmissions");
  }

  @Test
  void should_not_tell_if_SACK_was_not_negotiated() {
    assertCannotTell(
        () ->
            assertThat(Traffic.TIMED_OUT_WITHOUT_SACK.connection().clientToServer())
                .hasNoSpuriousRetransmissions(),
        "SACK was not negotiated, and so the receiver cannot report what came twice");
  }

  @Test
  void should_not_tell_if_it_was_not_acknowledged() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_HEARD.connection().clientToServer())
                .hasNoSpuriousRetransmissions(),
        "the receiver has not acknowledged these, and may yet report them as duplicates");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasNoSpuriousRetransmissions(),
        "the capture dropped 3 frames");
  }
}
