package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StallsTest {
  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.001000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.002000 > [.] 1 ack 1 win 502
      """;

  @Test
  void should_find_no_stall_in_a_healthy_exchange() {
    List<Stall> stalls =
        stalls(
            OPENING
                + """
                0.003000 > [P.] 1:1461 ack 1 win 502
                0.004000 < [P.] 1:101 ack 1461 win 508
                0.005000 > [F.] 1461 ack 101 win 502
                0.006000 < [F.] 101 ack 1462 win 508
                0.007000 > [.] 1462 ack 102 win 502
                """,
            VantagePoint.CLIENT);

    assertThat(stalls).isEmpty();
  }

  /** A sender in slow start waits a round trip for each flight, here 20 ms, and 49 at most. */
  @Test
  void should_find_no_stall_in_the_round_trips_of_slow_start() {
    String slowStart =
        """
        0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
        0.020000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
        0.020100 > [.] 1 ack 1 win 502
        0.020200 > [.] 1:1461 ack 1 win 502
        0.020300 > [.] 1461:2921 ack 1 win 502
        0.040300 < [.] 1 ack 2921 win 508
        0.040400 > [.] 2921:4381 ack 1 win 502
        0.040500 > [.] 4381:5841 ack 1 win 502
        0.040600 > [.] 5841:7301 ack 1 win 502
        0.040700 > [P.] 7301:8761 ack 1 win 502
        0.089700 < [.] 1 ack 8761 win 508
        0.089800 > [F.] 8761 ack 1 win 502
        0.109800 < [F.] 1 ack 8762 win 508
        0.109900 > [.] 8762 ack 2 win 502
        """;

    assertThat(stalls(slowStart, VantagePoint.CLIENT)).isEmpty();
    assertThat(
            stalls(
                slowStart.replace("0.0897", "0.0909").replace("0.0898", "0.0910"),
                VantagePoint.CLIENT))
        .hasSize(1);
  }

  @Test
  void should_blame_the_application_that_sends_nothing_although_it_may() {
    List<Stall> stalls =
        stalls(
            OPENING
                + """
                0.003000 > [P.] 1:101 ack 1 win 502
                0.043000 < [.] 1 ack 101 win 508
                0.500000 < [P.] 1:101 ack 101 win 508
                0.501000 > [.] 101 ack 101 win 502
                0.900000 > [P.] 101:201 ack 101 win 502
                """,
            VantagePoint.BOTH);

    assertThat(stalls)
        .extracting(
            Stall::cause,
            s -> s.side().orElseThrow(),
            s -> s.before().frame(),
            s -> s.after().orElseThrow().frame(),
            Stall::nanos)
        .containsExactly(
            tuple(StallCause.APPLICATION, Role.SERVER, 4L, 6L, 497_000_000L),
            tuple(StallCause.APPLICATION, Role.CLIENT, 6L, 8L, 400_000_000L));
  }

  @Test
  void should_not_blame_an_application_whose_packets_may_have_been_lost_before_the_capture() {
    String text =
        OPENING
            + """
            0.003000 > [P.] 1:101 ack 1 win 502 id 7
            0.003100 < [.] 1 ack 101 win 508
            0.900000 > [P.] 101:201 ack 1 win 502 id %d
            """;

    List<Stall> skipped = stalls(text.formatted(9), VantagePoint.SERVER);
    List<Stall> counted = stalls(text.formatted(8), VantagePoint.SERVER);

    assertThat(skipped).extracting(Stall::cause).containsExactly(StallCause.UNKNOWN);
    assertThat(skipped.get(0).side()).isEmpty();
    assertThat(counted).extracting(Stall::cause).containsExactly(StallCause.APPLICATION);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 20_000})
  void should_not_blame_nagle_without_the_syns(int window) {
    String text =
        """
        0.001000 > [P.] 1:1001 ack 1 win 502
        0.001100 < [.] 1 ack 1001 win 508
        0.003000 > [P.] 1001:1101 ack 1 win 502
        0.043000 < [.] 1 ack 1101 win %d
        0.043050 > [P.] 1101:1201 ack 1 win 502
        0.043100 < [P.] 1:11 ack 1201 win 508
        """
            .formatted(window);

    Stall stall = stalls(text, VantagePoint.BOTH).get(0);

    assertThat(stall.cause()).isEqualTo(StallCause.UNKNOWN);
    assertThat(stall.explanation())
        .isEqualTo("what a full segment is, and if the window had room, only the SYNs tell");
  }

  @Test
  void should_see_nagle_with_a_delayed_acknowledgement() {
    String text =
        OPENING
            + """
            0.003000 > [P.] 1:101 ack 1 win 502
            0.043000 < [.] 1 ack 101 win 508
            0.043050 > [P.] 101:201 ack 1 win 502
            0.043100 < [P.] 1:11 ack 201 win 508
            """;

    Stall seen = stalls(text, VantagePoint.BOTH).get(0);
    Stall half = stalls(text, VantagePoint.CLIENT).get(0);

    assertThat(seen.cause()).isEqualTo(StallCause.NAGLE_WITH_DELAYED_ACK);
    assertThat(seen.side()).contains(Role.CLIENT);
    assertThat(seen.evidence()).extracting(Segment::frame).containsExactly(4L, 5L, 6L);
    // Beside the client alone nobody knows when the data came to the server.
    assertThat(half.cause()).isEqualTo(StallCause.UNKNOWN);
    assertThat(half.explanation()).contains("Nagle");
  }

  @Test
  void should_blame_the_window_if_a_small_segment_had_no_room_in_it() {
    Stall stall =
        stalls(
                """
                0.000000 > [S] 0 win 64240 <mss 1460>
                0.001000 < [S.] 0 ack 1 win 2000 <mss 1460>
                0.002000 > [.] 1 ack 1 win 64240
                0.003000 > [.] 1:1461 ack 1 win 64240
                0.003010 > [P.] 1461:2001 ack 1 win 64240
                0.043000 < [.] 1 ack 2001 win 0
                0.043040 < [.] 1 ack 2001 win 900
                0.043050 > [P.] 2001:2901 ack 1 win 64240
                """,
                VantagePoint.BOTH)
            .get(0);

    assertThat(stall.cause()).isEqualTo(StallCause.RECEIVE_WINDOW);
    assertThat(stall.side()).contains(Role.SERVER);
  }

  @Test
  void should_see_a_delayed_acknowledgement_alone_where_a_full_segment_waited_for_it() {
    Stall stall =
        stalls(
                OPENING
                    + """
                    0.003000 > [.] 1:1461 ack 1 win 502
                    0.043000 < [.] 1 ack 1461 win 508
                    0.043050 > [.] 1461:2921 ack 1 win 502
                    """,
                VantagePoint.BOTH)
            .get(0);

    assertThat(stall.cause()).isEqualTo(StallCause.DELAYED_ACK);
    assertThat(stall.side()).contains(Role.SERVER);
  }

  @Test
  void should_blame_a_closed_window_that_was_probed() {
    List<Stall> stalls =
        stalls(
            """
            0.000000 > [S] 0 win 64240 <mss 1460,sackOK>
            0.001000 < [S.] 0 ack 1 win 1460 <mss 1460,sackOK>
            0.002000 > [.] 1 ack 1 win 64240
            0.003000 > [P.] 1:1461 ack 1 win 64240
            0.004000 < [.] 1 ack 1461 win 0
            0.204000 > [.] 1460 ack 1 win 64240
            0.205000 < [.] 1 ack 1461 win 0
            0.400000 < [.] 1 ack 1461 win 5080
            0.400100 > [P.] 1461:2921 ack 1 win 64240
            """,
            VantagePoint.CLIENT);

    assertThat(stalls).hasSize(1);
    Stall stall = stalls.get(0);
    assertThat(stall.cause()).isEqualTo(StallCause.RECEIVE_WINDOW);
    assertThat(stall.side()).contains(Role.SERVER);
    assertThat(stall.nanos()).isEqualTo(397_000_000);
    assertThat(stall.evidence()).extracting(Segment::frame).containsExactly(7L, 6L, 8L, 9L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.405000 < [F.] 1 ack 1461 win 0",
        "0.405000 < [P.] 1:101 ack 1461 win 0",
        "0.405000 < [R.] 1 ack 1461 win 0",
        "0.405000 > [R.] 1461 ack 1 win 64240",
      })
  void should_blame_a_window_that_stayed_closed_whatever_ends_the_wait(String end) {
    List<Stall> stalls =
        stalls(
            """
            0.000000 > [S] 0 win 64240 <mss 1460,sackOK>
            0.001000 < [S.] 0 ack 1 win 1460 <mss 1460,sackOK>
            0.002000 > [.] 1 ack 1 win 64240
            0.003000 > [P.] 1:1461 ack 1 win 64240
            0.004000 < [.] 1 ack 1461 win 0
            0.204000 > [.] 1460 ack 1 win 64240
            0.205000 < [.] 1 ack 1461 win 0
            """
                + end
                + "\n",
            VantagePoint.CLIENT);

    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0).cause()).isEqualTo(StallCause.RECEIVE_WINDOW);
    assertThat(stalls.get(0).side()).contains(Role.SERVER);
  }

  @Test
  void should_not_blame_a_closed_window_that_nobody_tried() {
    List<Stall> stalls =
        stalls(
            """
            0.000000 > [S] 0 win 64240 <mss 1460,sackOK>
            0.001000 < [S.] 0 ack 1 win 1460 <mss 1460,sackOK>
            0.002000 > [.] 1 ack 1 win 64240
            0.003000 > [P.] 1:1461 ack 1 win 64240
            0.004000 < [.] 1 ack 1461 win 0
            0.100000 < [.] 1 ack 1461 win 5080
            0.400100 > [P.] 1461:2921 ack 1 win 64240
            """,
            VantagePoint.CLIENT);

    assertThat(stalls).extracting(Stall::cause).containsExactly(StallCause.APPLICATION);
    assertThat(stalls.get(0).nanos()).isEqualTo(397_100_000);
  }

  @Test
  void should_blame_a_loss_until_it_is_repaired() {
    List<Stall> stalls =
        stalls(
            OPENING
                + """
                0.003000 > [.] 1:1461 ack 1 win 502
                0.003010 > [P.] 1461:2921 ack 1 win 502
                0.013010 > [P.] 1461:2921 ack 1 win 502
                0.213000 > [.] 1:1461 ack 1 win 502
                0.214000 < [.] 1 ack 2921 win 508
                """,
            VantagePoint.CLIENT);

    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0).cause()).isEqualTo(StallCause.LOSS_RECOVERY);
    assertThat(stalls.get(0).side()).contains(Role.CLIENT);
    assertThat(stalls.get(0).after()).map(Segment::frame).contains(8L);
    assertThat(stalls.get(0).evidence()).extracting(Segment::frame).containsExactly(6L, 7L, 8L);
  }

  @Test
  void should_see_a_stall_that_lasts_to_the_end_only_where_somebody_waits() {
    String resent =
        OPENING
            + """
            0.003000 > [.] 1:1461 ack 1 win 502
            0.213000 > [.] 1:1461 ack 1 win 502
            0.623000 > [.] 1:1461 ack 1 win 502
            """;
    String idle =
        OPENING
            + """
            0.003000 > [P.] 1:101 ack 1 win 502
            0.004000 < [P.] 1:11 ack 101 win 508
            0.004100 > [.] 101 ack 11 win 502
            5.000000 > [.] 100 ack 11 win 502
            5.010000 < [.] 11 ack 101 win 508
            """;

    assertThat(stalls(resent, VantagePoint.CLIENT))
        .extracting(Stall::cause, s -> s.after().isPresent(), Stall::nanos)
        .containsExactly(tuple(StallCause.LOSS_RECOVERY, false, 620_000_000L));
    assertThat(stalls(idle, VantagePoint.CLIENT)).isEmpty();
  }

  @Test
  void should_see_the_congestion_window_where_an_acknowledgement_lets_more_be_sent() {
    List<Stall> stalls =
        stalls(
            """
            0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
            0.050000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
            0.050010 > [.] 1 ack 1 win 502
            0.050020 > [.] 1:14601 ack 1 win 502
            0.100020 < [.] 1 ack 14601 win 508
            0.100030 > [.] 14601:43801 ack 1 win 502
            """,
            VantagePoint.CLIENT,
            Duration.ofMillis(20));

    assertThat(stalls)
        .extracting(Stall::cause)
        .containsExactly(StallCause.UNKNOWN, StallCause.CONGESTION_WINDOW);
  }

  @Test
  void should_prove_nothing_from_a_capture_that_lost_frames() {
    Trace trace =
        Scenario.trace(
            OPENING
                + """
                0.003000 > [P.] 1:101 ack 1 win 502
                0.003100 < [.] 1 ack 101 win 508
                0.900000 > [P.] 101:201 ack 1 win 502
                """,
            0,
            new Completeness(OptionalLong.of(1), Optional.empty()));

    assertThat(ConnectionDynamics.of(trace.connections().get(0)).stalls())
        .extracting(Stall::cause, Stall::explanation)
        .containsExactly(tuple(StallCause.UNKNOWN, "the capture is not complete"));
  }

  private static List<Stall> stalls(String text, VantagePoint vantage) {
    return ConnectionDynamics.of(connection(text, vantage)).stalls();
  }

  private static List<Stall> stalls(String text, VantagePoint vantage, Duration threshold) {
    return ConnectionDynamics.of(connection(text, vantage)).stalls(threshold);
  }

  private static Connection connection(String text, VantagePoint vantage) {
    return Scenario.trace(text, vantage).connections().get(0);
  }
}
