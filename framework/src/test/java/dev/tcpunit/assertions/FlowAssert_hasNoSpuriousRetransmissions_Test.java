package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import org.junit.jupiter.api.Test;

class FlowAssert_hasNoSpuriousRetransmissions_Test {
  @Test
  void should_hold_if_nothing_was_sent_again() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).hasNoSpuriousRetransmissions();
  }

  @Test
  void should_hold_if_what_was_sent_again_had_been_lost() {
    assertThat(Traffic.TIMED_OUT.connection().clientToServer()).hasNoSpuriousRetransmissions();
  }

  @Test
  void should_fail_if_it_had_arrived() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TAIL_LOSS_PROBE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .hasNoSpuriousRetransmissions(),
        "FlowAssert.hasNoSpuriousRetransmissions");
  }

  /** The link loses its ACK and the first copy, of which the receiver cannot report. */
  @Test
  void should_count_what_the_other_end_had_acknowledged() {
    assertThatThrownBy(
            () ->
                assertThat(twiceAgain("server 0.025010 < [.] 1 ack 1001 win 60000 id 7\n"))
                    .hasNoSpuriousRetransmissions())
        .hasMessageContaining("but 2 of 5 segments were sent again though the bytes had arrived");
    assertThatThrownBy(() -> assertThat(twiceAgain("")).hasNoSpuriousRetransmissions())
        .hasMessageContaining("but 1 of 5 segments was sent again though the bytes had arrived");
  }

  private static Flow twiceAgain(String answer) {
    String text =
        """
        client 0.000000 > [S] 0 win 60000 <mss 1000,sackOK>
        server 0.005000 > [S] 0 win 60000 <mss 1000,sackOK>
        server 0.005010 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
        client 0.010010 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
        client 0.010020 > [.] 1 ack 1 win 60000
        server 0.015020 > [.] 1 ack 1 win 60000
        client 0.020000 > [.] 1:1001 ack 1 win 60000 id 1
        server 0.025000 > [.] 1:1001 ack 1 win 60000 id 1
        ANSWER
        client 0.220000 > [.] 1:1001 ack 1 win 60000 id 2
        client 0.620000 > [.] 1:1001 ack 1 win 60000 id 3
        server 0.625000 > [.] 1:1001 ack 1 win 60000 id 3
        server 0.625010 < [.] 1 ack 1001 win 60000 <sack 1 {1:1001}> id 8
        client 0.630010 < [.] 1 ack 1001 win 60000 <sack 1 {1:1001}> id 8
        """;
    return Scenario.bothEnds(text.replace("ANSWER\n", answer))
        .connections()
        .get(0)
        .clientToServer();
  }

  @Test
  void should_not_tell_if_SACK_was_not_negotiated() {
    assertCannotTell(
        () ->
            assertThat(Traffic.TIMED_OUT_WITHOUT_SACK.connection().clientToServer())
                .hasNoSpuriousRetransmissions(),
        "SACK was not negotiated, and so the receiver cannot report what came twice");
  }

  @Test
  void should_not_tell_if_it_was_not_acknowledged() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_HEARD.connection().clientToServer())
                .hasNoSpuriousRetransmissions(),
        "the receiver has not acknowledged these, and may yet report them as duplicates");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasNoSpuriousRetransmissions(),
        "the capture dropped 3 frames");
  }
}
