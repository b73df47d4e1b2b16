package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FlowAssert_hasRetransmissionRateBelow_Test {
  @Test
  void should_hold_if_nothing_was_sent_again() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).hasRetransmissionRateBelow(0.01);
  }

  @Test
  void should_hold_if_little_was_sent_again() {
    assertThat(Traffic.FAST_RETRANSMIT.connection().clientToServer())
        .hasRetransmissionRateBelow(0.2);
  }

  @Test
  void should_fail_if_too_much_was_sent_again() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.FAST_RETRANSMIT
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .hasRetransmissionRateBelow(0.1),
        "FlowAssert.hasRetransmissionRateBelow");
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.connection().serverToClient())
                .hasRetransmissionRateBelow(0.1),
        "this side sent no data");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasRetransmissionRateBelow(0.1),
        "the capture dropped 3 frames");
  }

  @Test
  void should_refuse_a_part_that_is_none() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                assertThat(Traffic.UPLOAD.connection().clientToServer())
                    .hasRetransmissionRateBelow(2))
        .withMessage("a part is more than 0 and at most 1: 2.0");
  }
}
