package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoSuspectedResetInjection_Test {
  private static final String GOES_ON =
      Uploads.SENT_ONCE
          + "0.000300 < [R] 1 win 0\n"
          + "0.000400 < [P.] 1:101 ack 1487 win 3625 <TS val 9 ecr 1>\n";

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
}
