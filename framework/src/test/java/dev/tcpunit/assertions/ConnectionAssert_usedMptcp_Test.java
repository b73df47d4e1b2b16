package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class ConnectionAssert_usedMptcp_Test {
  @Test
  @EnabledIf("dev.tcpunit.assertions.MptcpTraffic#isThere")
  void should_hold_if_both_sockets_are_of_mptcp() {
    assertThat(Traffic.MPTCP.connection()).usedMptcp();
  }

  @Test
  @EnabledIf("dev.tcpunit.assertions.MptcpTraffic#isThere")
  void should_fail_if_the_connection_fell_back() {
    assertThatThrownBy(() -> assertThat(Traffic.MPTCP_FELL_BACK.connection()).usedMptcp())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but the SYN-ACK does not: the connection fell back to TCP");
  }

  @Test
  void should_fail_if_the_client_did_not_ask() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).usedMptcp(), "ConnectionAssert.usedMptcp");
  }

  /** As tcpdump prints the options of RFC 8684. */
  @Test
  void should_read_text() {
    assertThat(text("mptcp 4 capable[v1]", "mptcp 12 capable[v1] {0x1}")).usedMptcp();
    assertThat(text("mptcp 12 join id 1 token 0x1 nonce 0x2", "mptcp 16 join id 0 hmac 0x1"))
        .usedMptcp();
    assertThatThrownBy(() -> assertThat(text("mptcp 4 capable[v1]", "nop")).usedMptcp())
        .hasMessageContaining("fell back to TCP");
  }

  @Test
  void should_not_tell_if_the_syns_were_not_captured() {
    assertCannotTell(
        () ->
            assertThat(
                    Traces.parseTcpdump(
                            "0.1 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:2, ack 1,"
                                + " win 9, length 1\n")
                        .connections()
                        .get(0))
                .usedMptcp(),
        "not both SYN and SYN-ACK were captured: open the connection within the test, or capture"
            + " from its start");
  }

  private static Connection text(String syn, String answer) {
    return Traces.parseTcpdump(
            """
            0.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, options [mss 1460,%s], length 0
            0.010000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 5000, ack 1001, win 65160, options [mss 1460,%s], length 0
            """
                .formatted(syn, answer))
        .connections()
        .get(0);
  }
}
