package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoDataAfterReset_Test {
  @Test
  void should_hold_if_the_RST_is_the_last() {
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasNoDataAfterReset();
    assertThat(Traffic.DATA_AFTER_CLOSE.connection()).hasNoDataAfterReset();
  }

  @Test
  void should_hold_if_there_is_no_RST() {
    assertThat(Traffic.UPLOAD.connection()).hasNoDataAfterReset();
  }

  @Test
  void should_fail_if_the_client_goes_on_after_a_RST_in_its_name() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.FORGED_RESET_OF_CLIENT.connection().atServer())
                .hasNoDataAfterReset(),
        "ConnectionAssert.hasNoDataAfterReset");
  }

  @Test
  void should_fail_if_data_follows_the_RST_of_its_receiver() {
    assertViolated(
        () ->
            assertThat(Traffic.DATA_AFTER_CLOSE.recording().overtaking(7).connection())
                .hasNoDataAfterReset(),
        "ConnectionAssert.hasNoDataAfterReset.received");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.RESET_BY_LINGER_0.recording().summary().connection())
                .hasNoDataAfterReset(),
        "the analysis kept no segments");
  }
}
