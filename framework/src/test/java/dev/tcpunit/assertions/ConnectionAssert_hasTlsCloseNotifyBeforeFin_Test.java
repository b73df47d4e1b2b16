package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionAssert_hasTlsCloseNotifyBeforeFin_Test {
  @ParameterizedTest
  @EnumSource(names = {"TLS_1_2", "TLS_1_2_RESUMED", "STARTTLS"})
  void should_hold_if_both_sides_answer_by_it(TlsTraffic traffic) {
    assertThat(traffic.connection()).hasTlsCloseNotifyBeforeFin();
  }

  @Test
  void should_fail_if_the_client_closes_the_socket_below() {
    assertViolated(
        () -> assertThat(TlsTraffic.TLS_1_2_CUT_OFF.connection()).hasTlsCloseNotifyBeforeFin(),
        "ConnectionAssert.hasTlsCloseNotifyBeforeFin",
        TlsTraffic::withoutHellos);
  }

  @Test
  void should_fail_if_it_does_with_TLS_1_3() {
    assertViolated(
        () -> assertThat(TlsTraffic.TLS_1_3_CUT_OFF.connection()).hasTlsCloseNotifyBeforeFin(),
        "ConnectionAssert.hasTlsCloseNotifyBeforeFin.tls13",
        TlsTraffic::withoutHellos);
  }

  @Test
  void should_fail_if_an_error_alert_takes_its_place() {
    assertViolated(
        () -> assertThat(TlsTraffic.NO_COMMON_VERSION.connection()).hasTlsCloseNotifyBeforeFin(),
        "ConnectionAssert.hasTlsCloseNotifyBeforeFin.error",
        TlsTraffic::withoutHellos);
  }

  /** Two bytes of data are as long as close_notify, and nothing else tells them apart. */
  @ParameterizedTest
  @EnumSource(names = {"TLS_1_3", "TLS_1_3_CUT_OFF_AFTER_2_BYTES", "SMALL_RECORDS"})
  void should_not_tell_if_TLS_1_3_hides_which_it_is(TlsTraffic traffic) {
    assertCannotTell(
        () -> assertThat(traffic.connection()).hasTlsCloseNotifyBeforeFin(),
        "the last record of the client may be an alert or data: TLS 1.3 hides which");
  }

  @Test
  void should_not_tell_without_payload() {
    assertCannotTell(
        () ->
            assertThat(TlsTraffic.TLS_1_2.recording().headersOnly().connection())
                .hasTlsCloseNotifyBeforeFin(),
        "it takes the payload of the client: @CaptureTcp(payload = Payload.FULL)");
  }

  @Test
  void should_not_tell_if_there_is_no_TLS() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).hasTlsCloseNotifyBeforeFin(),
        "no TLS is found in what the client sent");
  }

  @Test
  void should_not_tell_if_nobody_closed() {
    assertCannotTell(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).hasTlsCloseNotifyBeforeFin(),
        "no side is seen to have sent FIN");
  }
}
