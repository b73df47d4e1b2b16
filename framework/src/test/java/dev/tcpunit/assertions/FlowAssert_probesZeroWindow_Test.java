package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_probesZeroWindow_Test {
  @Test
  void should_hold_if_it_probes() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().clientToServer()).probesZeroWindow();
  }

  /** No kernel that is known leaves a closed window alone. */
  private static Flow leftAlone() {
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 9000 <mss 1460>
            0.000009 < [S.] 0 ack 1 win 1460 <mss 1460>
            0.000016 > [.] ack 1 win 9000
            0.000266 > [P.] 1:1461 ack 1 win 9000
            0.000270 < [.] ack 1461 win 0
            4.000000 < [.] ack 1461 win 1460
            4.000020 > [P.] 1461:2461 ack 1 win 9000
            4.000030 < [.] ack 2461 win 1460
            """,
            VantagePoint.CLIENT)
        .connections()
        .get(0)
        .clientToServer();
  }

  @Test
  void should_fail_if_it_waits_for_the_window_to_open() {
    assertViolated(() -> assertThat(leftAlone()).probesZeroWindow(), "FlowAssert.probesZeroWindow");
  }

  @Test
  void should_not_tell_if_the_window_was_never_closed() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).probesZeroWindow(),
        "there was no closed window to probe");
  }

  @Test
  void should_not_tell_if_the_window_was_not_closed_for_long() {
    assertCannotTell(
        () ->
            assertThat(Traffic.WINDOW_FILLED_ONCE.connection().clientToServer()).probesZeroWindow(),
        "the window was not closed for long, or this side had nothing to send");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.ZERO_WINDOW_PROBED
                        .recording()
                        .seenFrom(VantagePoint.SERVER)
                        .connection()
                        .clientToServer())
                .probesZeroWindow(),
        "it takes a capture beside the client, and this one is not known to stand there");
  }
}
