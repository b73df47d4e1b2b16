package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoUnexplainedStall_Test {
  @Test
  void should_hold_if_it_never_stood_still() {
    assertThat(Traffic.UPLOAD.connection()).hasNoUnexplainedStall();
  }

  @Test
  void should_hold_if_the_application_paused() {
    assertThat(PathTraffic.PAUSED.connection()).hasNoUnexplainedStall();
  }

  @Test
  void should_hold_if_the_window_was_closed() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection()).hasNoUnexplainedStall();
  }

  /** Beside the client: nothing but the application can have held back what left then. */
  @Test
  void should_hold_if_the_application_paused_while_data_was_under_way() {
    assertThat(
            Traffic.WRITES_WHILE_UNHEARD
                .recording()
                .endingWhen(c -> c.clientToServer().bytes() == 300)
                .connection())
        .hasNoUnexplainedStall();
  }

  @Test
  void should_hold_if_an_ACK_was_delayed_while_the_application_paused() {
    assertThat(Traffic.PAUSED_OVER_DELAYED_ACK.connection())
        .hasNoUnexplainedStall()
        .hasNoNagleDelayedAckStall();
  }

  @Test
  void should_hold_if_a_side_closes_while_an_ACK_is_delayed() {
    assertThat(Traffic.CLOSED_OVER_DELAYED_ACK.connection())
        .hasNoUnexplainedStall()
        .hasNoNagleDelayedAckStall();
  }

  /** A window that opens while nobody has anything to send ends no stall. */
  @Test
  void should_hold_if_a_window_opens_that_nobody_waits_for() {
    assertThat(
            pause(
                """
                0.040300 < [.] ack 60001 win 60000
                0.100000 < [P.] 1:81 ack 60001 win 60000
                0.100020 > [.] ack 81 win 60000
                """))
        .hasNoUnexplainedStall();
  }

  @Test
  void should_hold_if_what_comes_next_would_have_fitted_into_the_window() {
    assertThat(pause("0.100000 > [P.] 60001:60101 ack 1 win 60000\n")).hasNoUnexplainedStall();
  }

  /** RFC 9293 section 3.8.6.2.1: what there is room for may be sent after a while. */
  @Test
  void should_hold_if_what_comes_next_fills_the_little_window_that_there_was() {
    Connection connection = pause("0.100000 > [.] 60001:61001 ack 1 win 60000\n");

    assertThat(connection).hasNoUnexplainedStall();
    assertThat(ConnectionDynamics.of(connection).stalls())
        .extracting(Stall::cause)
        .containsExactly(StallCause.RECEIVE_WINDOW);
  }

  /** A segment of a loopback, whose window has room for 1000 bytes more. */
  private static Connection pause(String after) {
    return pause(
        """
        0.000000 > [S] 0 win 60000 <mss 65483>
        0.000010 < [S.] 0 ack 1 win 60000 <mss 65483>
        0.000020 > [.] ack 1 win 60000
        0.000030 > [P.] 1:60001 ack 1 win 60000
        0.000060 < [.] ack 60001 win 1000
        """
            + after,
        VantagePoint.BOTH);
  }

  private static Connection pause(String scenario, VantagePoint vantage) {
    return Scenario.trace(scenario, vantage).connections().get(0);
  }

  /** A path of 5 ms each way. */
  private static final String OPENING_AT_BOTH_ENDS =
      """
      client 0.000000 > [S] 0 win 60000 <mss 1000,sackOK>
      server 0.005000 > [S] 0 win 60000 <mss 1000,sackOK>
      server 0.005010 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
      client 0.010010 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
      client 0.010020 > [.] 1 ack 1 win 60000
      server 0.015020 > [.] 1 ack 1 win 60000
      client 0.020000 > [.] 1:1001 ack 1 win 60000
      server 0.025000 > [.] 1:1001 ack 1 win 60000
      """;

  @Test
  void should_hold_if_the_other_end_held_an_ACK_back() {
    Connection connection =
        bothEnds(
            """
            server 0.065000 < [.] 1 ack 1001 win 60000
            client 0.070000 < [.] 1 ack 1001 win 60000
            client 0.070020 > [.] 1001:2001 ack 1 win 60000
            server 0.075020 > [.] 1001:2001 ack 1 win 60000
            """);

    assertThat(connection).hasNoUnexplainedStall();
    assertThat(ConnectionDynamics.of(connection).stalls())
        .extracting(Stall::cause, stall -> stall.side().orElseThrow())
        .containsExactly(tuple(StallCause.DELAYED_ACK, Role.SERVER));
  }

  @Test
  void should_hold_if_the_path_lost_the_ACK_until_the_data_was_sent_again() {
    String answered = "server 0.025010 < [.] 1 ack 1001 win 60000 id 7\n";

    Connection connection = bothEnds(answered + sentAgain(""));
    assertThat(connection).hasNoUnexplainedStall();
    assertThat(ConnectionDynamics.of(connection).stalls())
        .extracting(Stall::cause, stall -> stall.side().orElseThrow())
        .containsExactly(tuple(StallCause.LOSS_RECOVERY, Role.CLIENT));
  }

  @Test
  void should_fail_if_data_was_sent_again_although_its_ACK_was_only_late() {
    String answered = "server 0.025010 < [.] 1 ack 1001 win 60000 id 7\n";
    String late = "client 0.220010 < [.] 1 ack 1001 win 60000 id 7\n";

    assertThatThrownBy(
            () -> assertThat(bothEnds(answered + sentAgain(late))).hasNoUnexplainedStall())
        .hasMessageContaining("what was sent again had arrived");
  }

  private static String sentAgain(String meanwhile) {
    return "client 0.220000 > [.] 1:1001 ack 1 win 60000\n"
        + meanwhile
        + """
        server 0.225000 > [.] 1:1001 ack 1 win 60000
        server 0.225010 < [.] 1 ack 1001 win 60000 <sack 1 {1:1001}> id 8
        client 0.230010 < [.] 1 ack 1001 win 60000 <sack 1 {1:1001}> id 8
        client 0.230020 > [.] 1001:2001 ack 1 win 60000
        server 0.235020 > [.] 1001:2001 ack 1 win 60000
        """;
  }

  private static Connection bothEnds(String after) {
    return Scenario.bothEnds(OPENING_AT_BOTH_ENDS + after).connections().get(0);
  }

  @Test
  void should_fail_if_the_packets_do_not_say_why() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.WRITES_WHILE_UNHEARD
                        .recording()
                        .endingBefore(c -> c.clientToServer().bytes() == 300)
                        .connection())
                .hasNoUnexplainedStall(),
        "ConnectionAssert.hasNoUnexplainedStall");
  }

  /** What is seen elsewhere than beside a sender may lack what that sender sent. */
  @Test
  void should_not_tell_where_the_capture_may_lack_what_was_sent_meanwhile() {
    String pause =
        """
        0.000000 > [S] 0 win 60000 <mss 1460>
        0.000010 < [S.] 0 ack 1 win 60000 <mss 1460>
        0.000020 > [.] ack 1 win 60000
        0.000030 > [P.] 1:101 ack 1 win 60000
        0.000060 < [.] ack 101 win 60000
        0.500000 > [P.] 101:201 ack 1 win 60000
        """;

    for (VantagePoint elsewhere : List.of(VantagePoint.UNKNOWN, VantagePoint.SERVER)) {
      assertCannotTell(
          () -> assertThat(pause(pause, elsewhere)).hasNoUnexplainedStall(),
          "it takes a capture beside the client, and this one is not known to stand there");
    }
    assertThat(pause(pause, VantagePoint.CLIENT)).hasNoUnexplainedStall();
    assertThat(pause(pause, VantagePoint.BOTH)).hasNoUnexplainedStall();
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(4).connection()).hasNoUnexplainedStall(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).hasNoUnexplainedStall(),
        "the capture dropped 3 frames");
  }
}
