package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasAverageTlsRecordAtLeast_Test {
  @Test
  void should_hold_if_the_client_writes_all_at_once() {
    assertThat(TlsTraffic.TLS_1_2.connection()).client(c -> c.hasAverageTlsRecordAtLeast(1000));
  }

  @Test
  void should_fail_if_it_writes_little_at_a_time() {
    assertViolated(
        () ->
            assertThat(TlsTraffic.SMALL_RECORDS.connection())
                .client(c -> c.hasAverageTlsRecordAtLeast(1000)),
        "FlowAssert.hasAverageTlsRecordAtLeast");
  }

  @Test
  void should_not_tell_if_there_is_no_data() {
    assertCannotTell(
        () ->
            assertThat(TlsTraffic.NO_COMMON_VERSION.connection())
                .client(c -> c.hasAverageTlsRecordAtLeast(1)),
        "it sent no application data");
  }

  @Test
  void should_not_tell_without_payload() {
    assertCannotTell(
        () ->
            assertThat(TlsTraffic.SMALL_RECORDS.recording().headersOnly().connection())
                .client(c -> c.hasAverageTlsRecordAtLeast(1000)),
        "it takes the payload of the client: @CaptureTcp(payload = Payload.FULL)");
  }

  @Test
  void should_not_tell_if_there_is_no_TLS() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.connection()).client(c -> c.hasAverageTlsRecordAtLeast(1000)),
        "no TLS is found in what the client sent");
  }
}
