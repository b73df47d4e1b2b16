package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoNagleWait_Test {
  @Test
  void should_hold_if_each_message_is_written_at_once() {
    assertThat(Traffic.KEPT_ALIVE.connection()).hasNoNagleWait();
    assertThat(Traffic.EAGER_UPLOAD.connection()).hasNoNagleWait();
    assertThat(LinkTraffic.UPLOAD.connection()).hasNoNagleWait();
  }

  @Test
  void should_hold_if_small_segments_do_not_wait() {
    assertThat(LinkTraffic.SMALL_WRITES.connection()).hasNoNagleWait();
  }

  @Test
  void should_fail_if_one_waits_for_an_ACK_that_comes_at_once() {
    assertViolated(
        () -> assertThat(LinkTraffic.HELD_BACK.connection()).hasNoNagleWait(),
        "ConnectionAssert.hasNoNagleWait");
  }

  @Test
  void should_fail_if_one_waits_for_an_ACK_that_is_held_back() {
    assertThatThrownBy(() -> assertThat(Traffic.NAGLE.connection()).hasNoNagleWait())
        .hasMessageContaining(
            "once a small segment of the client waited for an ACK, for at most 4");
  }

  /** The application wrote when the ACK had come for a while. */
  @Test
  void should_hold_if_it_paused() {
    assertThat(Traffic.PAUSED_OVER_DELAYED_ACK.connection()).hasNoNagleWait();
    assertThat(Traffic.CLOSED_OVER_DELAYED_ACK.connection()).hasNoNagleWait();
  }

  @Test
  void should_hold_if_it_was_the_window_that_had_no_room() {
    assertThat(
            opened(
                """
                0.0300 < [.] ack 101 win 60
                0.0400 > [P.] 101:151 ack 1 win 64240
                0.0500 < [.] ack 151 win 64240
                0.0501 > [P.] 151:181 ack 1 win 64240
                """))
        .hasNoNagleWait();
  }

  @Test
  void should_hold_if_the_client_answered_the_server() {
    assertThat(
            opened(
                """
                0.0300 < [P.] 1:6 ack 101 win 64240
                0.0301 > [P.] 101:151 ack 6 win 64240
                """))
        .hasNoNagleWait();
  }

  @Test
  void should_hold_if_full_segments_waited() {
    assertThat(
            opened(
                """
                0.0300 < [.] ack 101 win 64240
                0.0301 > [.] 101:1561 ack 1 win 64240
                0.0500 < [.] ack 1561 win 64240
                0.0501 > [.] 1561:3021 ack 1 win 64240
                """))
        .hasNoNagleWait();
  }

  @Test
  void should_not_tell_if_it_may_have_been_written_just_then() {
    assertCannotTell(
        () ->
            assertThat(
                    opened(
                        """
                        0.0300 < [.] ack 101 win 64240
                        0.0305 > [P.] 101:151 ack 1 win 64240
                        """))
                .hasNoNagleWait(),
        "#6 left with the ACK in #5, but may have been written just then, or have waited for the"
            + " congestion window");
  }

  /** A program that could not write before there was room again sends its next bytes so, too. */
  @Test
  void should_not_tell_if_the_send_buffer_may_have_been_full() {
    StringBuilder full = new StringBuilder("0.0300 < [.] ack 101 win 64240\n");
    for (int i = 0; i < 12; i++) {
      int start = 101 + 1460 * i;
      full.append("0.0301 > [.] %d:%d ack 1 win 64240\n".formatted(start, start + 1460));
    }
    full.append("0.0500 < [.] ack 3021 win 64240\n0.0550 < [.] ack 17621 win 64240\n");
    full.append("0.0551 > [P.] 17621:17671 ack 1 win 64240\n");
    assertCannotTell(
        () -> assertThat(opened(full.toString())).hasNoNagleWait(),
        "#20 left with the ACK in #19, but may have been written just then, or have waited for the"
            + " congestion window or room in the send buffer");
  }

  /** Small segments that do not wait elsewhere show that the algorithm is off. */
  @Test
  void should_not_tell_if_others_did_not_wait() {
    assertCannotTell(
        () ->
            assertThat(
                    opened(
                        """
                        0.0300 < [.] ack 101 win 64240
                        0.0301 > [P.] 101:151 ack 1 win 64240
                        0.0302 > [P.] 151:201 ack 1 win 64240
                        """))
                .hasNoNagleWait(),
        "#6 left with the ACK in #5, but may have been written just then");
  }

  @Test
  void should_not_tell_elsewhere_than_beside_the_sender() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NAGLE.recording().seenFrom(VantagePoint.SERVER).connection())
                .hasNoNagleWait(),
        "it takes a capture beside the client");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.HELD_BACK.recording().dropping(3).connection()).hasNoNagleWait(),
        "the capture dropped 3 frames");
  }

  /** What follows the client's first 100 bytes. */
  private static Connection opened(String rest) {
    String opening =
        """
        0.0000 > [S] 0 win 64240 <mss 1460>
        0.0100 < [S.] 0 ack 1 win 64240 <mss 1460>
        0.0101 > [.] ack 1 win 64240
        0.0102 > [P.] 1:101 ack 1 win 64240
        """;
    return Scenario.trace(opening + rest, VantagePoint.BOTH).connections().get(0);
  }
}
