package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
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

  @Test
  void should_not_tell_if_the_first_copy_of_what_was_sent_again_was_not_captured() {
    Connection repaired =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 64240 <mss 1460,sackOK,TS val 100 ecr 0,wscale 7>
                0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,TS val 900 ecr 100,wscale 7>
                0.020000 > [.] 1 ack 1 win 502 <TS val 120 ecr 910>
                0.030000 > [.] 101:201 ack 1 win 502 <TS val 130 ecr 910>
                0.050000 > [.] 1:101 ack 1 win 502 <TS val 150 ecr 930>
                0.060000 < [.] 1 ack 201 win 508 <TS val 960 ecr 150>
                """)
            .connections()
            .get(0);

    assertCannotTell(
        () -> assertThat(repaired).client(c -> c.sendsNoByteMoreThan(1)),
        "the first copy of #5 was not captured");
  }

  @Test
  void should_not_count_what_neither_end_has_sent() {
    Connection forged =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 64240 <mss 1460,wscale 7>
                0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,wscale 7>
                0.020000 > [.] 1 ack 1 win 502
                0.030000 > [P] 1:101 win 502
                0.050000 > [P.] 1:101 ack 1 win 502
                0.060000 < [.] 1 ack 101 win 508
                """)
            .connections()
            .get(0);

    assertThat(forged).client(c -> c.sendsNoByteMoreThan(1));
  }
}
