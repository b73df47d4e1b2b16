package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
  private static final long MS = 1_000_000;

  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      """;
  private static final String STAMPED =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,TS val 100 ecr 0,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,TS val 900 ecr 100,wscale 7>
      0.020000 > [.] 1 ack 1 win 502 <TS val 120 ecr 900>
      """;

  @Test
  void should_measure_from_the_latest_segment_that_an_acknowledgement_covers() {
    RoundTrips trips =
        trips(
            OPENING
                + """
                0.030000 > [.] 1:1461 ack 1 win 502
                0.035000 > [.] 1461:2921 ack 1 win 502
                0.045000 < [.] 1 ack 2921 win 508
                """);

    assertThat(trips.samples())
        .extracting(s -> s.sent().frame(), s -> s.acknowledgement().frame(), RttSample::nanos)
        .containsExactly(tuple(5L, 6L, 10 * MS));
    assertThat(trips.samples().get(0).method()).isEqualTo(RttSample.Method.SENT_ONCE);
    assertThat(trips.byTimestamps()).isEmpty();
  }

  @Test
  void should_smooth_as_rfc_6298_does() {
    RoundTrips trips =
        trips(
            OPENING
                + """
                0.100000 > [.] 1:101 ack 1 win 502
                0.180000 < [.] 1 ack 101 win 508
                0.200000 > [.] 101:201 ack 1 win 502
                0.240000 < [.] 1 ack 201 win 508
                """);

    // First 80 ms: SRTT 80, RTTVAR 40. Then 40 ms: RTTVAR 3/4*40 + 1/4*40, SRTT 7/8*80 + 1/8*40.
    assertThat(trips.smoothedNanos(180 * MS)).hasValue(80 * MS);
    assertThat(trips.smoothedNanos()).hasValue(75 * MS);
    assertThat(trips.variationNanos()).hasValue(40 * MS);
    assertThat(trips.minNanos()).hasValue(40 * MS);
    assertThat(trips.maxNanos()).hasValue(80 * MS);
    assertThat(trips.smoothedNanos(179 * MS)).isEmpty();
  }

  @Test
  void should_take_no_sample_of_what_was_sent_twice_without_timestamps() {
    RoundTrips trips =
        trips(
            OPENING
                + """
                0.030000 > [.] 1:1461 ack 1 win 502
                0.260000 > [.] 1:1461 ack 1 win 502
                0.270000 < [.] 1 ack 1461 win 508
                """);

    assertThat(trips.samples()).isEmpty();
  }

  @Test
  void should_tell_by_the_timestamp_which_copy_was_acknowledged() {
    String twice =
        STAMPED
            + """
            0.030000 > [.] 1:1461 ack 1 win 502 <TS val 130 ecr 900>
            0.260000 > [.] 1:1461 ack 1 win 502 <TS val 360 ecr 900>
            """;

    RoundTrips second = trips(twice + "0.270000 < [.] 1 ack 1461 win 508 <TS val 905 ecr 360>\n");
    RoundTrips first = trips(twice + "0.270000 < [.] 1 ack 1461 win 508 <TS val 905 ecr 130>\n");

    assertThat(second.samples())
        .extracting(RttSample::method, s -> s.sent().frame(), RttSample::nanos)
        .containsExactly(tuple(RttSample.Method.TIMESTAMP, 5L, 10 * MS));
    assertThat(first.samples())
        .extracting(s -> s.sent().frame(), RttSample::nanos)
        .containsExactly(tuple(4L, 240 * MS));
  }

  @Test
  void should_take_no_sample_by_rule_of_karn_of_what_waited_behind_a_gap() {
    // The receiver had the later segments long before: their round trips are shorter than that.
    RoundTrips trips =
        trips(
            OPENING
                + """
                0.030000 > [.] 1:1461 ack 1 win 502
                0.030010 > [.] 1461:2921 ack 1 win 502
                0.040000 < [.] 1 ack 1 win 508 <sack 1 {1461:2921}>
                0.260000 > [.] 1:1461 ack 1 win 502
                0.270000 < [.] 1 ack 2921 win 508
                """);

    assertThat(trips.samples()).isEmpty();
  }

  @Test
  void should_say_how_much_of_the_path_is_measured() {
    String text = OPENING + "0.030000 > [.] 1:2 ack 1 win 502\n0.040000 < [.] 1 ack 2 win 508\n";

    assertThat(trips(text, VantagePoint.CLIENT).path()).isEqualTo(MeasuredPath.WHOLE);
    assertThat(trips(text, VantagePoint.BOTH).path()).isEqualTo(MeasuredPath.WHOLE);
    assertThat(trips(text, VantagePoint.SERVER).path()).isEqualTo(MeasuredPath.RECEIVER);
    assertThat(trips(text, VantagePoint.UNKNOWN).path()).isEqualTo(MeasuredPath.PART);
  }

  private static RoundTrips trips(String text) {
    return trips(text, VantagePoint.CLIENT);
  }

  private static RoundTrips trips(String text, VantagePoint vantage) {
    return FlowDynamics.of(Scenario.trace(text, vantage).connections().get(0).clientToServer())
        .roundTrips();
  }
}
