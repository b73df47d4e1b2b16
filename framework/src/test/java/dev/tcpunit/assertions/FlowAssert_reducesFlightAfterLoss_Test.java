package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_reducesFlightAfterLoss_Test {
  @Test
  void should_hold_if_it_does() {
    assertThat(PathTraffic.ONE_LOST.connection().clientToServer()).reducesFlightAfterLoss();
  }

  @Test
  void should_fail_if_it_does_not() {
    assertViolated(
        () -> assertThat(undeterred()).reducesFlightAfterLoss(),
        "FlowAssert.reducesFlightAfterLoss");
  }

  /** A sender that had no more to send, or no more room, may have had a larger window. */
  @Test
  void should_not_tell_if_something_else_limited_what_was_under_way() {
    assertCannotTell(
        () -> assertThat(undeterred("0.010024 > [.]", "0.010024 > [P.]")).reducesFlightAfterLoss(),
        "before the loss the sender had perhaps no more to send (PSH)");
    assertCannotTell(
        () -> assertThat(undeterred("win 60000", "win 5500")).reducesFlightAfterLoss(),
        "before the loss the receive window was full");
  }

  /**
   * As by Linux where ACKs came so many at once that it had not yet answered those before the third
   * duplicate: its window was larger than what is seen under way.
   */
  @Test
  void should_not_tell_if_less_was_under_way_than_the_window_had_allowed() {
    assertCannotTell(
        () ->
            assertThat(
                    undeterred(
                        """
                        < [.] ack 1 win 60000 <sack 1 {1001:4001}>
                        0.020030 > [.] 1:1001 ack 1 win 60000
                        """,
                        """
                        < [.] ack 2001 win 60000 <sack 1 {3001:5001}>
                        0.020030 > [.] 2001:3001 ack 1 win 60000
                        """))
                .reducesFlightAfterLoss(),
        "when the loss was repaired less was under way than in the round trip before it (5000"
            + " bytes)");
  }

  /** Kernels count segments: five of which one is small may be more than 4,500 bytes behind. */
  @Test
  void should_not_tell_if_small_segments_were_under_way() {
    assertCannotTell(
        () -> assertThat(small("8051:8551")).reducesFlightAfterLoss(),
        "of the 5 segments that were under way before the loss some were small, and kernels count"
            + " segments");
    assertThatThrownBy(() -> assertThat(small("8051:9051")).reducesFlightAfterLoss())
        .hasMessageContaining("but 5000 bytes were under way after the loss, 4050 before");
  }

  /** Three segments become two, the least window, and these grow by one in a round trip. */
  @Test
  void should_not_tell_if_a_small_window_has_grown_by_a_segment_since() {
    assertCannotTell(
        () -> assertThat(ofThree(3)).reducesFlightAfterLoss(),
        "the window was so small that with one segment more, which it grows by in a round trip, it"
            + " is as large again");
    assertThatThrownBy(() -> assertThat(ofThree(4)).reducesFlightAfterLoss())
        .hasMessageContaining("but 4000 bytes were under way after the loss, 3000 before");
    assertThat(ofThree(2)).reducesFlightAfterLoss();
  }

  private static Flow ofThree(int after) {
    StringBuilder text =
        new StringBuilder(
            """
            0.000000 > [S] 0 win 60000 <mss 1000,sackOK>
            0.010000 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
            0.010010 > [.] ack 1 win 60000
            """);
    send(text, 10_020, 1, 3);
    text.append(
        """
        0.020020 < [.] ack 1 win 60000 <sack 1 {1001:3001}>
        0.020030 > [.] 1:1001 ack 1 win 60000
        0.030030 < [.] ack 3001 win 60000
        """);
    send(text, 30_040, 3001, after);
    return flow(text.toString());
  }

  private static Flow small(String last) {
    return flow(
        """
        0.000000 > [S] 0 win 60000 <mss 1000,sackOK>
        0.010000 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
        0.010010 > [.] ack 1 win 60000
        0.010020 > [.] 1:1001 ack 1 win 60000
        0.010021 > [P.] 1001:1051 ack 1 win 60000
        0.010022 > [.] 1051:2051 ack 1 win 60000
        0.010023 > [.] 2051:3051 ack 1 win 60000
        0.010024 > [.] 3051:4051 ack 1 win 60000
        0.020020 < [.] ack 1 win 60000 <sack 1 {1001:4051}>
        0.020030 > [.] 1:1001 ack 1 win 60000
        0.030030 < [.] ack 4051 win 60000
        0.030040 > [.] 4051:5051 ack 1 win 60000
        0.030041 > [.] 5051:6051 ack 1 win 60000
        0.030042 > [.] 6051:7051 ack 1 win 60000
        0.030043 > [.] 7051:8051 ack 1 win 60000
        0.030044 > [.] LAST ack 1 win 60000
        """
            .replace("LAST", last));
  }

  private static Flow undeterred() {
    return undeterred("", "");
  }

  /** As a congestion control would that does not take a loss for congestion. */
  private static Flow undeterred(String what, String by) {
    StringBuilder text =
        new StringBuilder(
            """
            0.000000 > [S] 0 win 60000 <mss 1000,sackOK>
            0.010000 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
            0.010010 > [.] ack 1 win 60000
            """);
    send(text, 10_020, 1, 5);
    text.append(
        """
        0.020020 < [.] ack 1 win 60000 <sack 1 {1001:4001}>
        0.020030 > [.] 1:1001 ack 1 win 60000
        0.030030 < [.] ack 5001 win 60000
        """);
    send(text, 30_040, 5001, 6);
    return flow(text.toString().replace(what, by));
  }

  private static Flow flow(String scenario) {
    return Scenario.trace(scenario, VantagePoint.CLIENT).connections().get(0).clientToServer();
  }

  private static void send(StringBuilder text, int micros, int from, int segments) {
    for (int i = 0; i < segments; i++) {
      int start = from + 1000 * i;
      text.append(
          "0.%06d > [.] %d:%d ack 1 win 60000\n".formatted(micros + i, start, start + 1000));
    }
  }

  @Test
  void should_not_tell_if_nothing_was_lost() {
    assertCannotTell(
        () -> assertThat(PathTraffic.UPLOAD.connection().clientToServer()).reducesFlightAfterLoss(),
        "no loss with more than two segments under way was followed by new data");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .seenFrom(VantagePoint.SERVER)
                        .connection()
                        .clientToServer())
                .reducesFlightAfterLoss(),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(PathTraffic.ONE_LOST.recording().dropping(3).connection().clientToServer())
                .reducesFlightAfterLoss(),
        "the capture dropped 3 frames");
  }

  /** The receiver may have said there that what was sent again had arrived. */
  @Test
  void should_not_tell_if_the_reports_were_cut_off() {
    assertCannotTell(
        () ->
            assertThat(PathTraffic.ONE_LOST.recording().cutTo(66).connection().clientToServer())
                .reducesFlightAfterLoss(),
        "the capture cut the options of ");
  }
}
