package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoResets_Test {
  @Test
  void should_hold_if_both_sides_close() {
    assertThat(Traffic.UPLOAD.connection()).hasNoResets();
  }

  @Test
  void should_fail_if_a_side_aborts() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasNoResets(),
        "ConnectionAssert.hasNoResets");
  }

  @Test
  void should_fail_if_the_connection_is_refused() {
    assertViolated(
        () -> assertThat(Traffic.REFUSED.connection()).hasNoResets(),
        "ConnectionAssert.hasNoResets.refused");
  }

  /** Nobody aborted by a RST that no side believed: {@code wasNotAborted} holds too. */
  @Test
  void should_fail_if_the_connection_went_on_after_a_reset() {
    Connection connection =
        Uploads.connection(
            """
            0.000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
            0.010 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
            0.010 > [.] 1 ack 1 win 502
            0.020 > [P.] 1:101 ack 1 win 502
            0.022 < [R] 501 win 0
            0.030 < [P.] 1:51 ack 101 win 502
            0.030 > [.] 101 ack 51 win 502
            0.031 > [F.] 101 ack 51 win 502
            0.041 < [F.] 51 ack 102 win 502
            0.041 > [.] 102 ack 52 win 502
            """);

    assertThatThrownBy(() -> assertThat(connection).hasNoResets())
        .hasMessageContaining(
            "but the server sent RST 22.000 ms after the start, and the connection went on")
        .hasMessageNotContaining("aborted with");
    assertThat(connection).wasNotAborted();
  }

  @Test
  void should_fail_if_a_reset_is_sent_that_resets_nothing() {
    Connection connection =
        Traces.parseTcpdump(
                """
                0.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 64240, length 0
                0.000100 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [S.], seq 5000, ack 1001, win 64240, length 0
                0.010000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [.], ack 5001, win 64240, length 0
                0.010100 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [R], seq 1101, win 0, length 0
                0.020000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [P.], seq 1001:1101, ack 5001, win 64240, length 100
                0.020100 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [.], ack 1101, win 64240, length 0
                0.030000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [P.], seq 1101:1201, ack 5001, win 64240, length 100
                0.030100 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [.], ack 1201, win 64240, length 0
                """)
            .connections()
            .get(0);

    assertThatThrownBy(() -> assertThat(connection).hasNoResets())
        .hasMessageContaining("the client sent RST 10.100 ms after the start, which reset nothing")
        .hasMessageNotContaining("aborted");
    assertThat(connection).wasNotAborted();
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).hasNoResets(),
        "the capture dropped 3 frames");
  }

  /** What damaged a segment may have set the flag: nothing that it says counts. */
  @Test
  void should_not_tell_if_the_only_RST_is_damaged() {
    Connection connection =
        Traces.parseTcpdump(
                """
                0.000000 IP 192.0.2.1.4000 > 192.0.2.2.80: Flags [S], cksum 0xfe28 (correct), seq 1000, win 9000, options [mss 1460], length 0
                0.010000 IP 192.0.2.2.80 > 192.0.2.1.4000: Flags [S.], cksum 0xfe28 (correct), seq 2000, ack 1001, win 9000, options [mss 1460], length 0
                0.011000 IP 192.0.2.1.4000 > 192.0.2.2.80: Flags [.], cksum 0xfe28 (correct), ack 1, win 9000, length 0
                0.020000 IP 192.0.2.1.4000 > 192.0.2.2.80: Flags [P.], cksum 0xfe28 (correct), seq 1:101, ack 1, win 9000, length 100
                0.030000 IP (tos 0x0, ttl 64, id 0, offset 0, flags [DF], proto TCP (6), length 40)
                    192.0.2.2.80 > 192.0.2.1.4000: Flags [R.], cksum 0xfe28 (incorrect -> 0xfe29), seq 1, ack 101, win 9000, length 0
                0.031000 IP 192.0.2.2.80 > 192.0.2.1.4000: Flags [.], cksum 0xfe28 (correct), ack 101, win 9000, length 0
                0.040000 IP 192.0.2.1.4000 > 192.0.2.2.80: Flags [F.], cksum 0xfe28 (correct), seq 101, ack 1, win 9000, length 0
                0.050000 IP 192.0.2.2.80 > 192.0.2.1.4000: Flags [F.], cksum 0xfe28 (correct), seq 1, ack 102, win 9000, length 0
                0.051000 IP 192.0.2.1.4000 > 192.0.2.2.80: Flags [.], cksum 0xfe28 (correct), ack 2, win 9000, length 0
                """)
            .connections()
            .get(0);

    String damaged =
        "RST #5 was damaged on its way, and its flags may be what was damaged: its checksum is"
            + " wrong";
    assertCannotTell(() -> assertThat(connection).hasNoResets(), damaged);
    assertCannotTell(() -> assertThat(connection).hasNoSuspectedResetInjection(), damaged);
    assertThat(connection).hasCleanFin().wasNotAborted().hasNoResetAfterFin();
  }
}
