package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import org.junit.jupiter.api.Test;

class TraceAssert_hasNoHalfOpenConnections_Test {
  private static final String ANSWERED =
      "0.000 > [S] 0 win 64240\n0.010 < [S.] 0 ack 1 win 64240\n";

  @Test
  void should_hold_if_each_SYN_is_answered() {
    assertThat(Traffic.UPLOAD.trace()).hasNoHalfOpenConnections();
    assertThat(Traffic.REFUSED.trace()).hasNoHalfOpenConnections();
  }

  @Test
  void should_fail_if_a_SYN_is_not() {
    assertViolated(
        () -> assertThat(Traffic.UNANSWERED.trace()).hasNoHalfOpenConnections(),
        "TraceAssert.hasNoHalfOpenConnections");
  }

  /** The client had given up before the SYN-ACK came. */
  @Test
  void should_hold_if_a_RST_ends_the_handshake() {
    assertThat(Scenario.trace(ANSWERED + "0.010100 > [R] 1 win 0\n")).hasNoHalfOpenConnections();
  }

  @Test
  void should_fail_if_the_answer_is_not_acknowledged() {
    assertThatThrownBy(
            () ->
                assertThat(Scenario.trace(ANSWERED + "3.000 < [S.] 0 ack 1 win 64240\n"))
                    .hasNoHalfOpenConnections())
        .hasMessageContaining("1 connection never opened")
        .hasMessageNotContaining("does not accept()");
  }

  @Test
  void should_not_tell_if_there_is_no_connection() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().without(1, 2, 3, 4, 5, 6, 7, 8, 9).trace())
                .hasNoHalfOpenConnections(),
        "no connection was captured");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UNANSWERED.recording().dropping(3).trace())
                .hasNoHalfOpenConnections(),
        "the capture dropped 3 frames");
  }
}
