package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowAssert_neverShrinksWindow_Test {
  @Test
  void should_hold_if_the_window_only_closed() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().serverToClient()).neverShrinksWindow();
  }

  @Test
  void should_fail_if_a_kernel_takes_window_back() {
    assertThatThrownBy(
            () ->
                assertThat(Traffic.WINDOW_SHRUNK.connection().serverToClient())
                    .neverShrinksWindow())
        .hasMessageContaining(" took back window that had been announced:");
  }

  @Test
  void should_fail_if_window_was_taken_back() {
    Flow receiver =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 9000 <mss 1460>
                0.000009 < [S.] 0 ack 1 win 4000 <mss 1460>
                0.000016 > [.] ack 1 win 9000
                0.000266 > [P.] 1:1461 ack 1 win 9000
                0.000270 < [.] ack 1461 win 2000
                """)
            .connections()
            .get(0)
            .serverToClient();

    assertViolated(
        () -> assertThat(receiver).neverShrinksWindow(), "FlowAssert.neverShrinksWindow");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().serverToClient())
                .neverShrinksWindow(),
        "the capture dropped 3 frames");
  }

  /** Nothing tells which of the two was sent first; beside their sender the capture does. */
  @Test
  void should_not_tell_if_two_updates_may_have_changed_places() {
    String opened =
        """
        connection 192.0.2.1:40000 > 192.0.2.2:80
        0.000 > [S] 0 win 9000 <mss 1460>
        0.009 < [S.] 0 ack 1 win 4000 <mss 1460>
        0.010 > [.] 1 ack 1 win 9000
        0.011 > [P.] 1:1461 ack 1 win 9000
        """;
    String updates = "0.0210 < [.] 1 ack 1461 win 4000%s\n0.0211 < [.] 1 ack 1461 win 3000%s\n";

    for (VantagePoint place : List.of(VantagePoint.UNKNOWN, VantagePoint.CLIENT)) {
      assertCannotTell(
          () ->
              assertThat(receiver(opened + updates.formatted("", ""), place)).neverShrinksWindow(),
          "a smaller window followed a larger one, and maybe was sent before it");
      thenTakenBack(receiver(opened + updates.formatted(" id 7", " id 8"), place));
      assertThat(receiver(opened + updates.formatted(" id 8", " id 7"), place))
          .neverShrinksWindow();
    }
    thenTakenBack(receiver(opened + updates.formatted("", ""), VantagePoint.SERVER));
    thenTakenBack(
        receiver(opened + updates.formatted("", "").replace("0.0211", "0.2"), VantagePoint.CLIENT));
  }

  private static Flow receiver(String text, VantagePoint place) {
    return Scenario.trace(text, place).connections().get(0).serverToClient();
  }

  private static void thenTakenBack(Flow receiver) {
    assertThatThrownBy(() -> assertThat(receiver).neverShrinksWindow())
        .hasMessageContaining("1 of 3 segments took back window that had been announced");
  }

  /** A bare ACK stands behind all that was sent before it, so it left before the response. */
  @Test
  void should_hold_if_an_ACK_with_a_smaller_window_was_overtaken_by_the_response() {
    String opened =
        """
        0.000 > [S] 0 win 9000 <mss 1460>
        0.009 < [S.] 0 ack 1 win 4000 <mss 1460>
        0.010 > [.] 1 ack 1 win 9000
        0.011 > [P.] 1:1461 ack 1 win 9000
        0.020 < [P.] 1:81 ack 1461 win 4000
        """;

    assertThat(Uploads.connection(opened + "0.021 < [.] 1 ack 1461 win 2540\n"))
        .server(FlowAssert::neverShrinksWindow);
    assertViolated(
        () ->
            assertThat(Uploads.connection(opened + "0.021 < [.] 81 ack 1461 win 2540\n"))
                .server(FlowAssert::neverShrinksWindow),
        "FlowAssert.neverShrinksWindow.behindData");
  }

  /** Addresses were rewritten, and the checksums were not: what is acknowledged was accepted. */
  @Test
  void should_count_the_window_of_a_SYN_ACK_that_was_believed_later() {
    Trace trace =
        Traces.parseTcpdump(
            """
            12:00:00.000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], cksum 0x1 (correct), seq 100, win 8192, options [mss 1460], length 0
            12:00:00.010 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], cksum 0x1 (incorrect -> 0x2), seq 900, ack 101, win 14600, options [mss 1460], length 0
            12:00:00.020 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], cksum 0x1 (correct), ack 1, win 8192, length 0
            12:00:00.021 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], cksum 0x1 (correct), seq 1:4, ack 1, win 8192, length 3
            12:00:00.031 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], cksum 0x1 (incorrect -> 0x2), ack 4, win 10240, length 0
            """);

    assertThatThrownBy(
            () -> assertThat(trace.connections().get(0).serverToClient()).neverShrinksWindow())
        .hasMessageContaining("1 of 2 segments took back window that had been announced:");
  }
}
