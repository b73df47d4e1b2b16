package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionAssert_hasNoTlsErrorAlert_Test {
  @ParameterizedTest
  @EnumSource(names = {"TLS_1_2", "TLS_1_2_RESUMED", "STARTTLS"})
  void should_hold_if_the_only_alerts_are_close_notify(TlsTraffic traffic) {
    assertThat(traffic.connection()).hasNoTlsErrorAlert();
  }

  /** How much of the server's answer has come by then differs from run to run. */
  @Test
  void should_fail_if_the_client_refuses_the_certificate() {
    assertThatThrownBy(
            () -> assertThat(TlsTraffic.TLS_1_2_DISTRUSTED.connection()).hasNoTlsErrorAlert())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but the client sent the alert bad_certificate (42):")
        .hasMessageContaining("len 7  <- bad_certificate (42)");
  }

  @Test
  void should_fail_if_the_server_refuses_the_version() {
    assertViolated(
        () -> assertThat(TlsTraffic.NO_COMMON_VERSION.connection()).hasNoTlsErrorAlert(),
        "ConnectionAssert.hasNoTlsErrorAlert",
        TlsTraffic::withoutHellos);
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS_1_3", "TLS_1_3_DISTRUSTED"})
  void should_not_tell_if_TLS_1_3_hides_which_it_is(TlsTraffic traffic) {
    assertCannotTell(
        () -> assertThat(traffic.connection()).hasNoTlsErrorAlert(),
        "the last record of the client may be an alert or data: TLS 1.3 hides which");
  }

  @Test
  void should_not_tell_if_TLS_1_2_protects_what_it_says() {
    assertCannotTell(
        () -> assertThat(TlsTraffic.TLS_1_2_CUT_OFF.connection()).hasNoTlsErrorAlert(),
        "the last record of the server is an alert that is protected");
  }

  @Test
  void should_not_tell_without_payload() {
    assertCannotTell(
        () ->
            assertThat(TlsTraffic.TLS_1_2.recording().headersOnly().connection())
                .hasNoTlsErrorAlert(),
        "it takes the payload of the client: @CaptureTcp(payload = Payload.FULL)");
  }
}
