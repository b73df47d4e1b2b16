package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import org.junit.jupiter.api.Test;

class ConnectionAssert_wasClosedFirstBy_Test {
  @Test
  void should_hold_if_that_side_was_first() {
    assertThat(Traffic.UPLOAD.connection()).wasClosedFirstBy(Role.CLIENT);
    assertThat(Traffic.CLOSED_BY_SERVER.connection()).wasClosedFirstBy(Role.SERVER);
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).wasClosedFirstBy(Role.CLIENT);
  }

  @Test
  void should_fail_if_the_other_side_was_first() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_BY_SERVER.connection()).wasClosedFirstBy(Role.CLIENT),
        "ConnectionAssert.wasClosedFirstBy");
  }

  @Test
  void should_fail_if_nobody_closed() {
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).wasClosedFirstBy(Role.CLIENT),
        "ConnectionAssert.wasClosedFirstBy.notClosed");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_CLOSED.recording().dropping(3).connection())
                .wasClosedFirstBy(Role.CLIENT),
        "the capture dropped 3 frames");
  }

  /** The ACK that shows that the client had not taken it was overtaken by the client's own RST. */
  @Test
  void should_not_name_the_side_whose_RST_the_other_did_not_take() {
    String forged =
        """
        0.020 < [R] 1 win 0
        0.030 < [.] ack 1487 win 3625
        0.050 < [P.] 1:243 ack 1487 win 3625
        0.060 > [R] 1487 win 0
        """;
    String shown = "0.061 > [.] ack 243 win 342\n";
    String before = Uploads.OPENED + Uploads.SENT + forged;

    assertThat(Uploads.connection(before)).wasClosedFirstBy(Role.SERVER);
    assertThat(Uploads.connection(before + shown)).wasClosedFirstBy(Role.CLIENT);
  }

  /**
   * Addresses were rewritten, and a snap length leaves only the FIN's checksum to be seen wrong.
   */
  @Test
  void should_hold_if_the_first_FIN_was_believed_only_when_it_was_acknowledged() {
    Trace trace =
        Traces.parseTcpdump(
            """
            12:00:00.000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 100, win 8192, options [mss 1460], length 0
            12:00:00.010 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 900, ack 101, win 14600, options [mss 1460], length 0
            12:00:00.020 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 8192, length 0
            12:00:00.021 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], cksum 0x1 (incorrect -> 0x2), seq 1, ack 1, win 8192, length 0
            12:00:00.031 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 1, ack 2, win 14600, length 0
            12:00:00.041 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 2, win 8192, length 0
            """);

    assertThat(trace.connections().get(0)).wasClosedFirstBy(Role.CLIENT);
  }
}
