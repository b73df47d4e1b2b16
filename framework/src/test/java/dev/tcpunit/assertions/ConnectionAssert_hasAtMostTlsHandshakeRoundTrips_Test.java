package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionAssert_hasAtMostTlsHandshakeRoundTrips_Test {
  /** Of Ethernet, IPv4, TCP with timestamps, a record, and a message with its version. */
  private static final int HEADERS = 14 + 20 + 32 + 5 + 4 + 2;

  private static final String RETRY_REQUEST =
      "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

  @ParameterizedTest
  @EnumSource(names = {"TLS_1_3", "TLS_1_3_CUT_OFF", "TLS_1_2_RESUMED"})
  void should_hold_if_it_takes_one(TlsTraffic traffic) {
    assertThat(traffic.connection()).hasAtMostTlsHandshakeRoundTrips(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS_1_2", "STARTTLS"})
  void should_hold_if_it_takes_two(TlsTraffic traffic) {
    assertThat(traffic.connection()).hasAtMostTlsHandshakeRoundTrips(2);
  }

  @Test
  void should_fail_if_a_full_handshake_of_TLS_1_2_takes_two() {
    assertViolated(
        () -> assertThat(TlsTraffic.TLS_1_2.connection()).hasAtMostTlsHandshakeRoundTrips(1),
        "ConnectionAssert.hasAtMostTlsHandshakeRoundTrips");
  }

  @Test
  void should_fail_if_the_server_asks_for_another_hello() {
    Connection asked = asIfAskedAgain(TlsTraffic.TLS_1_3.recording());

    assertThat(asked).hasAtMostTlsHandshakeRoundTrips(2);
    assertViolated(
        () -> assertThat(asked).hasAtMostTlsHandshakeRoundTrips(1),
        "ConnectionAssert.hasAtMostTlsHandshakeRoundTrips.retry");
  }

  /** The random tells a HelloRetryRequest from a ServerHello (RFC 8446 section 4.1.3). */
  private static Connection asIfAskedAgain(Recording recording) {
    Segment hello =
        recording.connection().segments().stream()
            .filter(s -> s.from() == Role.SERVER && s.length() > 0)
            .findFirst()
            .orElseThrow();
    byte[] random = HexFormat.of().parseHex(RETRY_REQUEST);
    int[] bytes = new int[random.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = random[i];
    }
    return recording.altered((int) hello.frame(), HEADERS, bytes).connection();
  }

  @Test
  void should_fail_if_the_client_refuses_the_certificate() {
    assertViolated(
        () ->
            assertThat(TlsTraffic.TLS_1_2_DISTRUSTED.connection())
                .hasAtMostTlsHandshakeRoundTrips(2),
        "ConnectionAssert.hasAtMostTlsHandshakeRoundTrips.refused");
  }

  @Test
  void should_fail_if_it_does_with_TLS_1_3() {
    assertViolated(
        () ->
            assertThat(TlsTraffic.TLS_1_3_DISTRUSTED.connection())
                .hasAtMostTlsHandshakeRoundTrips(2),
        "ConnectionAssert.hasAtMostTlsHandshakeRoundTrips.refused13");
  }

  @Test
  void should_fail_if_the_server_refuses_the_version() {
    assertViolated(
        () ->
            assertThat(TlsTraffic.NO_COMMON_VERSION.connection())
                .hasAtMostTlsHandshakeRoundTrips(2),
        "ConnectionAssert.hasAtMostTlsHandshakeRoundTrips.version",
        TlsTraffic::withoutHellos);
  }

  @Test
  void should_not_tell_without_payload() {
    assertCannotTell(
        () ->
            assertThat(TlsTraffic.TLS_1_3.recording().headersOnly().connection())
                .hasAtMostTlsHandshakeRoundTrips(1),
        "it takes the payload of the client: @CaptureTcp(payload = Payload.FULL)");
  }

  @Test
  void should_not_tell_if_there_is_no_TLS() {
    assertCannotTell(
        () -> assertThat(Traffic.EAGER_UPLOAD.connection()).hasAtMostTlsHandshakeRoundTrips(1),
        "no TLS is found in what the client sent");
  }
}
