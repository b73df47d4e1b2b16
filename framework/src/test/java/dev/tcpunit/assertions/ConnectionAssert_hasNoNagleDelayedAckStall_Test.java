package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoNagleDelayedAckStall_Test {
  @Test
  void should_hold_if_requests_are_written_at_once() {
    assertThat(Traffic.KEPT_ALIVE.connection()).hasNoNagleDelayedAckStall();
  }

  @Test
  void should_fail_if_a_request_is_written_in_pieces() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.NAGLE
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() == 300)
                        .connection())
                .hasNoNagleDelayedAckStall(),
        "ConnectionAssert.hasNoNagleDelayedAckStall");
  }

  @Test
  void should_not_tell_if_the_packets_do_not_say_why_it_stood_still() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.WRITES_WHILE_UNHEARD
                        .recording()
                        .endingBefore(c -> c.clientToServer().bytes() == 300)
                        .connection())
                .hasNoNagleDelayedAckStall(),
        "nothing explains why it stood still for 100.000 ms: ");
  }

  /** A path that stood still: what comes right behind the ACK left its sender long before. */
  @Test
  void should_not_tell_if_the_ACK_cannot_have_reached_the_sender() {
    String trace =
        """
        0.0000 > [S] 0 win 64240 <mss 1460>
        0.0100 < [S.] 0 ack 1 win 64240 <mss 1460>
        0.0101 > [.] ack 1 win 64240
        0.0102 < [P.] 1:10 ack 1 win 64240 id 7
        0.0502 > [.] ack 10 win 64240
        0.0503 < [P.] 10:36 ack 1 win 64240 id 8
        0.0603 > [.] ack 36 win 64240
        """;

    assertCannotTell(
        () -> assertThat(atClient(trace)).hasNoNagleDelayedAckStall(),
        "nothing explains why it stood still for 40.000 ms: an acknowledgement came late");
  }

  /** A segment is held back only behind other data. */
  @Test
  void should_hold_if_nothing_explains_why_it_took_long_to_open() {
    assertThat(
            atClient(
                """
                0.0000 > [S] 0 win 64240 <mss 1460>
                0.0900 < [S.] 0 ack 1 win 64240 <mss 1460>
                0.0901 > [.] ack 1 win 64240
                0.0902 > [P.] 1:10 ack 1 win 64240
                0.1002 < [.] ack 10 win 64240
                0.1003 > [P.] 10:36 ack 1 win 64240
                0.1103 < [.] ack 36 win 64240
                """))
        .hasNoNagleDelayedAckStall();
  }

  private static Connection atClient(String trace) {
    return Scenario.trace(trace, VantagePoint.CLIENT).connections().get(0);
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection()).hasNoNagleDelayedAckStall(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .hasNoNagleDelayedAckStall(),
        "the capture dropped 3 frames");
  }
}
