package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoSuspectedResetInjection_Test {
  private static final String GOES_ON =
      Uploads.SENT_ONCE
          + "0.000300 < [R] 1 win 0\n"
          + "0.000400 < [P.] 1:101 ack 1487 win 3625 <TS val 9 ecr 1>\n";

  private static final String RESET =
      """
      0.000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.010 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.010 > [.] 1 ack 1 win 502
      0.011 > [P.] 1:1001 ack 1 win 502
      0.015 < [R] 1 win 0
      """;

  @Test
  void should_hold_if_the_client_aborts() {
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasNoSuspectedResetInjection();
  }

  @Test
  void should_fail_if_a_RST_arrives_that_was_not_sent() {
    assertViolated(
        () -> assertThat(LinkTraffic.FORGED_RESET.connection()).hasNoSuspectedResetInjection(),
        "ConnectionAssert.hasNoSuspectedResetInjection");
  }

  @Test
  void should_fail_if_the_client_goes_on_after_a_RST_in_its_name() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.FORGED_RESET_OF_CLIENT.connection().atServer())
                .hasNoSuspectedResetInjection(),
        "ConnectionAssert.hasNoSuspectedResetInjection.ofClient");
  }

  @Test
  void should_not_tell_if_the_start_is_missing() {
    assertCannotTell(
        () ->
            assertThat(Traffic.RESET_BY_LINGER_0.recording().from(4).connection())
                .hasNoSuspectedResetInjection(),
        "the connection is older than the capture");
  }

  @Test
  void should_fail_if_the_sender_goes_on_after_its_RST() {
    assertViolated(
        () -> assertThat(Uploads.connection(GOES_ON)).hasNoSuspectedResetInjection(),
        "ConnectionAssert.hasNoSuspectedResetInjection.goesOn");
  }

  /** Without timestamps, and amid the path. */
  @Test
  void should_fail_if_the_sender_answers_after_its_RST_what_came_after_it() {
    String answered =
        """
        0.020 > [P.] 1001:2001 ack 1 win 502
        0.030 < [.] 1 ack 2001 win 500
        """;

    assertViolated(
        () -> assertThat(Uploads.connection(RESET + answered)).hasNoSuspectedResetInjection(),
        "ConnectionAssert.hasNoSuspectedResetInjection.answers");
  }

  @Test
  void should_not_tell_if_the_RST_may_have_overtaken_what_its_sender_had_sent() {
    String more = "0.016 < [P.] 1:81 ack 1001 win 500\n";

    assertCannotTell(
        () -> assertThat(Uploads.connection(RESET + more)).hasNoSuspectedResetInjection(),
        "whether the server sent #6 before its RST: the RST may have overtaken it");
  }

  /** Nothing that was sent before a RST comes a second after it. */
  @Test
  void should_fail_if_new_data_comes_too_late_to_have_been_overtaken() {
    String late = "1.015 < [P.] 1:81 ack 1001 win 500\n";

    assertThatThrownBy(
            () -> assertThat(Uploads.connection(RESET + late)).hasNoSuspectedResetInjection())
        .hasMessageContaining("but the server went on after its RST")
        .hasMessageNotContaining("it cannot be told");
  }

  @Test
  void should_fail_if_a_FIN_that_came_after_the_RST_is_acknowledged() {
    String closed =
        """
        0.020 > [F.] 1001 ack 1 win 502
        0.030 < [.] 1 ack 1002 win 500
        """;

    assertThatThrownBy(
            () -> assertThat(Uploads.connection(RESET + closed)).hasNoSuspectedResetInjection())
        .hasMessageContaining("but the server went on after its RST")
        .hasMessageNotContaining("it cannot be told");
  }

  @Test
  void should_not_tell_if_the_RST_may_have_overtaken_an_ACK() {
    assertCannotTell(
        () ->
            assertThat(Uploads.connection(RESET + "0.016 < [.] 1 ack 1001 win 500\n"))
                .hasNoSuspectedResetInjection(),
        "whether the server sent #6 before its RST: the RST may have overtaken it");
  }

  @Test
  void should_hold_if_a_client_that_was_refused_tries_again_and_is_served() {
    Trace trace =
        Scenario.trace(
            """
            0.000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 8>
            0.010 < [R.] 0 ack 1 win 0
            0.500 > [S] 0 win 64240 <mss 1460,sackOK,wscale 8>
            0.510 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
            0.511 > [.] 1 ack 1 win 502
            0.512 > [P.] 1:101 ack 1 win 502
            0.522 < [.] 1 ack 101 win 500
            """);

    for (Connection connection : trace.connections()) {
      assertThat(connection).hasNoSuspectedResetInjection();
    }
  }
}
