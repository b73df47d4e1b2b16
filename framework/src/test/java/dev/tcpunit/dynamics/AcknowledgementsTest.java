package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
  private static final long MS = 1_000_000;

  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      """;
  private static final String HOLE =
      OPENING
          + """
          0.030000 > [.] 1:1461 ack 1 win 502
          0.030010 > [.] 2921:4381 ack 1 win 502
          0.030020 < [.] 1 ack 1461 win 508 <sack 1 {2921:4381}>
          0.030030 > [.] 4381:5841 ack 1 win 502
          0.031030 < [.] 1 ack 1461 win 508 <sack 1 {2921:5841}>
          0.060000 > [.] 1461:2921 ack 1 win 502
          0.060010 < [.] 1 ack 5841 win 508
          """;

  @Test
  void should_time_each_segment_until_the_first_acknowledgement_that_covers_it() {
    Acknowledgements acks =
        acknowledgements(
            OPENING
                + """
                0.030000 > [.] 1:1461 ack 1 win 502
                0.040000 > [.] 1461:2921 ack 1 win 502
                0.080000 < [.] 1 ack 2921 win 508
                0.090000 > [P.] 2921:3000 ack 1 win 502
                """,
            VantagePoint.SERVER);

    assertThat(acks.isBesideReceiver()).isTrue();
    assertThat(acks.delays())
        .extracting(d -> d.data().frame(), d -> d.acknowledgement().frame(), AckDelay::nanos)
        .containsExactly(tuple(4L, 6L, 50 * MS), tuple(5L, 6L, 40 * MS));
    assertThat(acks.maxDelayNanos()).hasValue(50 * MS);
    assertThat(acks.unacknowledged()).extracting(Segment::frame).containsExactly(7L);
  }

  @Test
  void should_leave_out_of_the_delays_what_was_sent_again_where_the_sender_is_seen() {
    String resent =
        OPENING
            + """
            0.030000 > [.] 1:1461 ack 1 win 502
            0.260000 > [.] 1:1461 ack 1 win 502
            0.270000 < [.] 1 ack 1461 win 508
            """;

    assertThat(acknowledgements(resent, VantagePoint.CLIENT).delays()).isEmpty();
    assertThat(acknowledgements(resent, VantagePoint.SERVER).delays())
        .extracting(d -> d.data().frame())
        .containsExactly(4L);
  }

  @Test
  void should_count_full_segments_for_each_acknowledgement() {
    Acknowledgements acks =
        acknowledgements(
            OPENING
                + """
                0.030000 > [.] 1:2921 ack 1 win 502
                0.040000 < [.] 1 ack 2921 win 508
                0.050000 > [P.] 2921:3651 ack 1 win 502
                0.060000 < [.] 1 ack 3651 win 508
                """,
            VantagePoint.SERVER);

    assertThat(acks.steps())
        .extracting(s -> s.acknowledgement().frame(), AckStep::bytes, AckStep::fullSegments)
        .containsExactly(tuple(5L, 2920L, 2.0), tuple(7L, 730L, 0.5));
    assertThat(acks.fullSegmentsPerAck()).hasValue(1.25);
  }

  @Test
  void should_say_what_the_receiver_answered_to_segments_beyond_a_gap() {
    Acknowledgements acks = acknowledgements(HOLE, VantagePoint.SERVER);

    assertThat(acks.outOfOrder())
        .extracting(
            o -> o.segment().frame(),
            OutOfOrder::expected,
            o -> o.answer().orElseThrow().frame(),
            o -> o.report().orElseThrow().frame(),
            o -> o.answerNanos().orElseThrow())
        .containsExactly(tuple(5L, 1461L, 6L, 6L, 10_000L), tuple(7L, 1461L, 8L, 8L, 1_000_000L));
  }

  @Test
  void should_say_that_the_receiver_answered_nothing() {
    Acknowledgements acks =
        acknowledgements(
            OPENING
                + """
                0.030000 > [.] 1461:2921 ack 1 win 502
                0.060000 > [.] 1:1461 ack 1 win 502
                0.060010 < [.] 1 ack 2921 win 508
                """,
            VantagePoint.SERVER);

    assertThat(acks.outOfOrder()).hasSize(1);
    assertThat(acks.outOfOrder().get(0).answer()).isEmpty();
    assertThat(acks.outOfOrder().get(0).answerNanos()).isEmpty();
    assertThat(acks.outOfOrder().get(0).report()).isEmpty();
  }

  @Test
  void should_keep_the_scoreboard() {
    FlowDynamics dynamics = dynamics(HOLE, VantagePoint.SERVER);

    Scoreboard board = dynamics.scoreboardAfter(dynamics.flow().connection().segments().get(7));
    assertThat(board.acknowledgedTo()).isEqualTo(1461);
    assertThat(board.sentTo()).isEqualTo(5841);
    assertThat(board.reported()).containsExactly(new SackBlock(2921, 5841));
    assertThat(board.missing()).containsExactly(new SackBlock(1461, 2921));
  }

  @Test
  void should_list_reports_of_duplicates() {
    Acknowledgements acks =
        acknowledgements(
            OPENING
                + """
                0.030000 > [.] 1:1461 ack 1 win 502
                0.260000 > [.] 1:1461 ack 1 win 502
                0.270000 < [.] 1 ack 1461 win 508
                0.275000 < [.] 1 ack 1461 win 508 <sack 1 {1:1461}>
                """,
            VantagePoint.CLIENT);

    assertThat(acks.duplicateReports()).extracting(Segment::frame).containsExactly(7L);
  }

  private static Acknowledgements acknowledgements(String text, VantagePoint vantage) {
    return dynamics(text, vantage).acknowledgements();
  }

  private static FlowDynamics dynamics(String text, VantagePoint vantage) {
    return FlowDynamics.of(Scenario.trace(text, vantage).connections().get(0).clientToServer());
  }
}
