package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoCongestionMarks_Test {
  @Test
  void should_hold_if_no_packet_was_marked() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .client(FlowAssert::hasNoCongestionMarks);
  }

  @Test
  void should_fail_if_a_packet_arrived_marked() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.CONGESTED.connection().atServer())
                .client(FlowAssert::hasNoCongestionMarks),
        "FlowAssert.hasNoCongestionMarks");
  }

  @Test
  void should_not_tell_if_there_are_no_IP_headers() {
    assertCannotTell(
        () ->
            assertThat(Uploads.connection(Uploads.UPLOAD)).client(FlowAssert::hasNoCongestionMarks),
        "the IP headers, which bear the marks, were not captured");
  }

  @Test
  void should_fail_if_the_peer_echoes_a_mark() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.CONGESTED.connection()).client(FlowAssert::hasNoCongestionMarks),
        "FlowAssert.hasNoCongestionMarks.echoed");
  }
}
