package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @Test
  void should_tell_whether_a_fin_acknowledges_the_other() {
    assertThat(closing("close/three-segments").isFinAcknowledgedByFin()).isTrue();
    assertThat(closing("close/four-segments").isFinAcknowledgedByFin()).isFalse();
    assertThat(closing("close/half-closed").isFinAcknowledgedByFin()).isFalse();
  }

  @Test
  void should_call_simultaneous_only_fins_that_know_nothing_of_each_other() {
    assertThat(closing("close/simultaneous").isSimultaneous()).isTrue();
    assertThat(closing("close/simultaneous-by-crossed-acks").isSimultaneous()).isTrue();
    assertThat(closing("close/three-segments").isSimultaneous()).isFalse();
    assertThat(closing("close/four-segments").isSimultaneous()).isFalse();
    assertThat(closing("close/half-closed").isSimultaneous()).isFalse();
  }

  @Test
  void should_see_a_half_close_where_data_follows_the_peers_fin() {
    Closing closing = closing("close/data-after-the-peers-fin");

    assertThat(closing.halfClosedBy()).contains(Role.CLIENT);
    assertThat(closing.dataAfterPeerFin(Role.SERVER))
        .extracting(Segment::frame)
        .containsExactly(6L);
    assertThat(closing.dataAfterPeerFin(Role.CLIENT)).isEmpty();
    assertThat(closing("close/four-segments").halfClosedBy()).isEmpty();
    assertThat(closing("close/simultaneous-by-crossed-acks").halfClosedBy()).isEmpty();
  }

  @Test
  void should_time_how_long_a_side_did_not_close_after_the_peer() {
    CloseWait wait = closing("close/data-after-the-peers-fin").closeWait(Role.SERVER).orElseThrow();
    CloseWait open = closing("close/half-closed").closeWait(Role.SERVER).orElseThrow();

    assertThat(wait.begin().frame()).isEqualTo(4);
    assertThat(frame(wait.end())).contains(8L);
    assertThat(wait.nanos()).isEqualTo(490_000_000);
    assertThat(open.end()).isEmpty();
    assertThat(open.nanos()).isEqualTo(30_000_000);
    assertThat(closing("close/three-segments").closeWait(Role.SERVER))
        .map(CloseWait::nanos)
        .contains(10_000_000L);
    assertThat(closing("close/data-after-the-peers-fin").closeWait(Role.CLIENT)).isEmpty();
  }

  @Test
  void should_begin_close_wait_by_the_fin_and_not_by_the_ack_of_it() {
    CloseWait wait =
        play("0.030000 > [F.] 1 ack 1 win 502", "0.070000 < [F.] 1 ack 2 win 508")
            .closeWait(Role.SERVER)
            .orElseThrow();

    assertThat(wait.begin().frame()).isEqualTo(4);
    assertThat(wait.nanos()).isEqualTo(40_000_000);
  }

  @Test
  void should_begin_close_wait_when_the_last_gap_before_the_fin_is_filled() {
    CloseWait wait =
        play(
                "0.030000 > [P.] 1:101 ack 1 win 502",
                "0.040000 > [F.] 201 ack 1 win 502",
                "0.050000 < [.] 1 ack 101 win 508",
                "0.060000 > [P.] 101:201 ack 1 win 502",
                "0.070000 < [.] 1 ack 202 win 508",
                "0.080000 < [F.] 1 ack 202 win 508")
            .closeWait(Role.SERVER)
            .orElseThrow();

    assertThat(wait.begin().frame()).isEqualTo(7);
    assertThat(wait.nanos()).isEqualTo(20_000_000);
  }

  @Test
  void should_see_no_close_wait_where_the_gap_before_the_fin_stays_or_the_fins_crossed() {
    Closing gap = play("0.030000 > [F.] 201 ack 1 win 502", "0.050000 < [.] 1 ack 1 win 508");
    Closing crossed =
        play(
            "0.030000 > [F.] 1 ack 1 win 502",
            "0.030100 < [F.] 1 ack 1 win 508",
            "0.040000 > [.] 2 ack 2 win 502",
            "0.040100 < [.] 2 ack 2 win 508");

    assertThat(gap.closeWait(Role.SERVER)).isEmpty();
    assertThat(crossed.closeWait(Role.SERVER)).isEmpty();
    assertThat(crossed.closeWait(Role.CLIENT)).isEmpty();
  }

  @Test
  void should_end_close_wait_by_a_reset_of_either_side() {
    Closing own = play("0.030000 > [F.] 1 ack 1 win 502", "0.050000 < [R.] 1 ack 2 win 0");
    Closing peers = play("0.030000 > [F.] 1 ack 1 win 502", "0.060000 > [R] 2 win 0");

    assertThat(own.closeWait(Role.SERVER)).map(CloseWait::nanos).contains(20_000_000L);
    assertThat(peers.closeWait(Role.SERVER)).map(CloseWait::nanos).contains(30_000_000L);
  }

  @Test
  void should_take_a_reset_for_an_abort_if_its_sender_falls_silent() {
    // The server misses 1:101, and so expects another number than that of the RST.
    Closing silent = play("0.030000 > [.] 101:201 ack 1 win 502", "0.040000 > [R.] 201 ack 1");
    Closing forged = play("0.030000 > [R.] 900000 ack 1", "0.040000 > [.] 1:101 ack 1 win 502");

    assertThat(silent.reset()).isEmpty();
    assertThat(frame(silent.abort())).contains(5L);
    assertThat(forged.abort()).isEmpty();
  }

  @Test
  void should_list_data_beyond_its_own_fin() {
    assertThat(closing("close/data-after-its-own-fin").dataAfterOwnFin(Role.CLIENT))
        .extracting(Segment::frame)
        .containsExactly(5L);
    assertThat(closing("close/fin-with-data").dataAfterOwnFin(Role.CLIENT)).isEmpty();
  }

  @Test
  void should_list_resets_and_the_data_after_them() {
    Closing aborted = closing("close/data-after-a-reset");

    assertThat(aborted.resets(Role.SERVER)).extracting(Segment::frame).containsExactly(5L, 7L);
    assertThat(aborted.dataAfterReset(Role.CLIENT)).extracting(Segment::frame).containsExactly(6L);
    assertThat(aborted.dataAfterReset(Role.SERVER)).isEmpty();
    assertThat(aborted.resetsAfterFin()).isEmpty();
    assertThat(closing("close/reset-after-fin").resetsAfterFin())
        .extracting(Segment::frame)
        .containsExactly(7L);
    assertThat(closing("close/reset-after-both-fins").resetsAfterFin())
        .extracting(Segment::frame)
        .containsExactly(6L);
  }

  @Test
  void should_time_the_close_as_a_whole() {
    assertThat(closing("close/data-after-the-peers-fin").durationNanos()).hasValue(500_000_000);
    assertThat(closing("close/reset-after-fin").durationNanos()).hasValue(10_000);
    assertThat(closing("close/half-closed").durationNanos()).isEmpty();
    assertThat(closing("close/never-closed-kept-alive").durationNanos()).isEmpty();
  }

  @Test
  void should_end_the_close_by_acknowledgements_even_if_data_follows_a_fin() {
    assertThat(closing("close/data-after-its-own-fin").durationNanos()).hasValue(20_000_000);
    assertThat(frame(closing("close/data-after-its-own-fin").end())).contains(7L);
  }

  @Test
  void should_end_the_close_by_a_reset_that_comes_before_the_last_acknowledgement() {
    Closing closing =
        play(
            """
            0.030000 > [F.] 1 ack 1 win 502
            0.040000 < [F.] 1 ack 2 win 508
            0.040100 < [R] 2 win 0
            0.040200 > [.] 2 ack 2 win 502
            """);

    assertThat(frame(closing.begin())).contains(4L);
    assertThat(frame(closing.end())).contains(6L);
  }

  @Test
  void should_take_no_fin_from_a_reset() {
    Closing closing = play("0.030000 > [FR.] 1 ack 1 win 502");

    assertThat(closing.fin(Role.CLIENT)).isEmpty();
    assertThat(frame(closing.begin())).contains(4L);
    assertThat(closing.resetsAfterFin()).isEmpty();
  }

  private static Closing play(String... segments) {
    String opened =
        """
        0.000000 > [S] 0 win 64240 <mss 1460,wscale 7>
        0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,wscale 7>
        0.020000 > [.] 1 ack 1 win 502
        """;
    String all = opened + String.join("\n", segments) + "\n";
    return Closing.of(Scenario.trace(all).connections().get(0));
  }

  private static Optional<Long> frame(Optional<Segment> segment) {
    return segment.map(Segment::frame);
  }

  private static Closing closing(String scenario) {
    return Closing.of(ScenarioFile.trace(scenario).connections().get(0));
  }
}
