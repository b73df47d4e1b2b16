package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_avoidsSillyWindow_Test {
  @Test
  void should_hold_if_a_slow_reader_opens_its_window_wide() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().serverToClient()).avoidsSillyWindow();
  }

  @Test
  void should_hold_if_a_sender_waits_for_a_window_that_is_wide() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().clientToServer()).avoidsSillyWindow();
  }

  /** No kernel that is known does so. */
  private static Flow silly(String rest) {
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 9000 <mss 1460>
            0.000009 < [S.] 0 ack 1 win 2920 <mss 1460>
            0.000016 > [.] ack 1 win 9000
            0.000266 > [.] 1:1461 ack 1 win 9000
            0.000267 > [.] 1461:2921 ack 1 win 9000
            0.000270 < [.] ack 2921 win 0
            """
                + rest,
            VantagePoint.BOTH)
        .connections()
        .get(0)
        .clientToServer();
  }

  private static Flow fillsTheRest() {
    return silly(
        """
        0.010000 < [.] ack 2921 win 100
        0.010010 > [.] 2921:3021 ack 1 win 9000
        0.010020 < [.] ack 3021 win 4000
        0.010030 > [P.] 3021:4021 ack 1 win 9000
        0.010040 < [.] ack 4021 win 4000
        """);
  }

  private static Flow opensACrack() {
    return silly(
            """
            0.010000 < [.] ack 2921 win 100
            0.020000 < [.] ack 2921 win 4000
            0.020010 > [P.] 2921:3921 ack 1 win 9000
            0.020040 < [.] ack 3921 win 4000
            """)
        .connection()
        .serverToClient();
  }

  @Test
  void should_fail_if_it_sends_what_little_is_left() {
    assertViolated(
        () -> assertThat(fillsTheRest()).avoidsSillyWindow(), "FlowAssert.avoidsSillyWindow");
  }

  @Test
  void should_fail_if_it_opens_the_window_by_little() {
    assertViolated(
        () -> assertThat(opensACrack()).avoidsSillyWindow(), "FlowAssert.avoidsSillyWindow.opened");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .avoidsSillyWindow(),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().clientToServer())
                .avoidsSillyWindow(),
        "the connection is older than the capture");
  }

  @Test
  void should_hold_if_a_wide_window_is_filled_to_its_last_byte() {
    assertThat(Traffic.LARGE_UPLOAD.connection().clientToServer()).avoidsSillyWindow();
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).avoidsSillyWindow();
  }

  /** As Linux does on loopback, where a full segment is larger than half the buffer. */
  @Test
  void should_hold_if_half_the_buffer_of_the_handshake_is_opened() {
    Flow flow =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 9000 <mss 1460>
                0.000009 < [S.] 0 ack 1 win 2000 <mss 1460>
                0.000016 > [.] ack 1 win 9000
                0.000266 > [.] 1:1461 ack 1 win 9000
                0.000270 < [.] ack 1461 win 3000
                0.000280 > [.] 1461:2921 ack 1 win 9000
                0.000281 > [P.] 2921:4381 ack 1 win 9000
                0.000290 < [.] ack 4381 win 0
                0.010000 < [.] ack 4381 win 1100
                0.010010 > [P.] 4381:5381 ack 1 win 9000
                0.010020 < [.] ack 5381 win 3000
                """,
                VantagePoint.BOTH)
            .connections()
            .get(0)
            .serverToClient();

    assertThat(flow).avoidsSillyWindow();
  }
}
