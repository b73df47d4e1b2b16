package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_hasRetransmissions_Test {
  @Test
  void should_hold_if_none_was_expected_and_none_sent() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).hasRetransmissions(0);
  }

  @Test
  void should_hold_if_as_many_were_sent_again() {
    assertThat(Traffic.TIMED_OUT_THRICE.connection().clientToServer()).hasRetransmissions(3);
  }

  @Test
  void should_fail_if_more_were_sent_again() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TIMED_OUT_THRICE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .hasRetransmissions(1),
        "FlowAssert.hasRetransmissions");
  }

  @Test
  void should_fail_if_fewer_were_sent_again() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).hasRetransmissions(1),
        "FlowAssert.hasRetransmissions.fewer");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasRetransmissions(0),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_capture_stands_beside_the_receiver() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .seenFrom(VantagePoint.SERVER)
                        .connection()
                        .clientToServer())
                .hasRetransmissions(0),
        "the capture stands beside the receiver: what was lost is not in it");
  }
}
