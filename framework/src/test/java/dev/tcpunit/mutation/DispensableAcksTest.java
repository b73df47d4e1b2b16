package dev.tcpunit.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.VantagePoint;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispensableAcksTest {
  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      """;

  @Test
  void should_be_those_that_the_next_segment_repeats() {
    assertThat(
            frames(
                OPENING
                    + """
                    0.030000 > [.] 1:1461 ack 1 win 502
                    0.030100 < [.] 1 ack 1461 win 508
                    0.030200 > [P.] 1461:2921 ack 1 win 502
                    0.030300 < [.] 1 ack 2921 win 508
                    0.040000 < [P.] 1:100 ack 2921 win 508
                    0.040100 > [.] 2921 ack 100 win 502
                    0.050000 > [F.] 2921 ack 100 win 502
                    0.050100 < [.] 100 ack 2922 win 508
                    0.060000 < [F.] 100 ack 2922 win 508
                    0.060100 > [.] 2922 ack 101 win 502
                    """))
        .as("not the last")
        .containsExactly(3L, 5L, 7L, 9L, 11L);
  }

  @Test
  void should_not_be_one_without_which_the_sender_had_no_window() {
    String upload =
        OPENING
            + """
            0.030000 > [.] 1:1461 ack 1 win 502
            0.030100 < [.] 1 ack 1461 win 508
            0.030200 > [P.] 1461:2921 ack 1 win 502
            0.030300 < [.] 1 ack 2921 win 508
            """;

    assertThat(frames(upload)).containsExactly(3L, 5L);
    assertThat(frames(upload.replace("65024", "2920"))).containsExactly(3L, 5L);
    assertThat(frames(upload.replace("65024", "2919"))).containsExactly(3L);
  }

  @Test
  void should_not_be_one_that_let_out_more_than_two_segments() {
    String upload =
        OPENING
            + """
            0.030000 > [.] 1:1461 ack 1 win 502
            0.030100 < [.] 1 ack 1461 win 508
            0.030200 > [.] 1461:2921 ack 1 win 502
            0.030210 > [.] 2921:2922 ack 1 win 502
            0.030300 < [.] 1 ack 2921 win 508
            """;

    assertThat(frames(upload)).containsExactly(3L);
  }

  @Test
  void should_not_be_one_whose_next_came_too_late() {
    String answer =
        OPENING
            + """
            0.030000 > [P.] 1:1461 ack 1 win 502
            0.100000 < [.] 1 ack 1461 win 508
            0.529999 < [P.] 1:100 ack 1461 win 508
            """;

    assertThat(frames(answer)).containsExactly(3L, 5L);
    assertThat(frames(answer.replace("0.529999", "0.530000"))).containsExactly(3L);
  }

  @Test
  void should_not_be_one_without_which_the_next_covered_more_than_two_full_segments() {
    String upload =
        OPENING
            + """
            0.030000 > [.] 1:1461 ack 1 win 502
            0.030010 > [.] 1461:2921 ack 1 win 502
            0.030020 > [.] 2921:4381 ack 1 win 502
            0.030100 < [.] 1 ack 2921 win 508
            0.030200 < [.] 1 ack 4381 win 508
            """;

    assertThat(frames(upload)).containsExactly(3L);
  }

  @Test
  void should_not_be_one_that_says_more_than_how_far_the_data_came() {
    String answer =
        OPENING
            + """
            0.030000 > [P.] 1:1461 ack 1 win 502
            0.030100 < [.] 1 ack 1461 win 508
            0.040000 < [P.] 1:100 ack 1461 win 508
            """;

    assertThat(frames(answer)).containsExactly(3L, 5L);
    assertThat(frames(answer.replace("[.] 1 ack 1461", "[.E] 1 ack 1461"))).containsExactly(3L);
    assertThat(frames(answer.replace("[P.] 1:100", "[R.] 1"))).containsExactly(3L);
  }

  @Test
  void should_not_be_one_that_closes_a_window_that_is_probed() {
    String full =
        OPENING
            + """
            0.030000 > [P.] 1:1461 ack 1 win 502
            0.030100 < [.] 1 ack 1461 win 0
            """;
    String opened = "0.300000 < [.] 1 ack 1461 win 508\n0.400000 < [P.] 1:9 ack 1461 win 508\n";

    assertThat(frames(full + opened)).containsExactly(3L, 5L, 6L);
    assertThat(frames(full + "0.290000 > [.] 1460 ack 1 win 502\n" + opened)).doesNotContain(5L);
  }

  @Test
  void should_not_be_one_that_opens_the_connection_for_a_server_that_speaks_first() {
    assertThat(
            frames(
                OPENING
                    + """
                    0.030000 < [P.] 1:100 ack 1 win 508
                    0.030100 > [.] 1 ack 100 win 502
                    0.040000 > [P.] 1:10 ack 100 win 502
                    """))
        .containsExactly(5L);
  }

  @Test
  void should_be_none_of_a_receiver_that_missed_something() {
    assertThat(
            frames(
                OPENING
                    + """
                    0.030000 > [.] 1:1461 ack 1 win 502
                    0.030100 < [.] 1 ack 1461 win 508
                    0.030200 > [.] 2921:4381 ack 1 win 502
                    0.030300 < [.] 1 ack 1461 win 508 <sack 1 {2921:4381}>
                    0.060000 > [.] 1461:2921 ack 1 win 502
                    0.060100 < [.] 1 ack 4381 win 508
                    0.070000 < [P.] 1:100 ack 4381 win 508
                    """))
        .as("of the client, which missed nothing")
        .containsExactly(3L);
  }

  @Test
  void should_be_none_where_the_opening_was_not_captured() {
    assertThat(
            frames(
                """
                0.030000 > [P.] 1:1461 ack 1 win 502
                0.030100 < [.] 1 ack 1461 win 508
                0.040000 < [P.] 1:100 ack 1461 win 508
                """))
        .isEmpty();
  }

  private static Set<Long> frames(String scenario) {
    return DispensableAcks.framesOf(Scenario.trace(scenario, VantagePoint.BOTH));
  }
}
