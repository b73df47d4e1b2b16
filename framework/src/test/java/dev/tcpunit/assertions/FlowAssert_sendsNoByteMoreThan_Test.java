package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FlowAssert_sendsNoByteMoreThan_Test {
  @Test
  void should_hold_if_each_was_sent_once() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).sendsNoByteMoreThan(1);
  }

  @Test
  void should_hold_if_none_was_sent_more_often() {
    assertThat(Traffic.TIMED_OUT_THRICE.connection().clientToServer()).sendsNoByteMoreThan(4);
  }

  @Test
  void should_fail_if_one_was() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TIMED_OUT_THRICE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .sendsNoByteMoreThan(2),
        "FlowAssert.sendsNoByteMoreThan");
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().serverToClient()).sendsNoByteMoreThan(1),
        "this side sent no data");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .sendsNoByteMoreThan(1),
        "the capture dropped 3 frames");
  }

  @Test
  void should_refuse_to_be_asked_for_less_than_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).sendsNoByteMoreThan(0))
        .withMessage("what is sent is sent once at least, not 0");
  }
}
