package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasAtMostTurns_Test {
  /** The second request leaves the client before the first answer reaches it. */
  private static final String CROSSING =
      """
      0.000 > [S] 0 win 64240 <mss 1460>
      0.010 < [S.] 0 ack 1 win 64240 <mss 1460>
      0.011 > [.] ack 1 win 64240
      0.012 > [P.] 1:101 ack 1 win 64240
      0.013 < [P.] 1:51 ack 101 win 64240
      0.014 > [P.] 101:201 ack 1 win 64240
      0.015 > [.] ack 51 win 64240
      0.016 < [.] ack 201 win 64240
      """;

  @Test
  void should_hold_if_there_were_as_many() {
    assertThat(Traffic.UPLOAD.connection()).hasAtMostTurns(1);
    assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).hasAtMostTurns(2);
    assertThat(Traffic.KEPT_ALIVE.connection()).hasAtMostTurns(6);
    assertThat(Traffic.EXPECT_CONTINUE.recording().headersOnly().connection()).hasAtMostTurns(4);
  }

  @Test
  void should_count_neither_segments_nor_what_is_sent_again() {
    assertThat(Traffic.SMALL_WRITES.connection()).hasAtMostTurns(1);
    assertThat(LinkTraffic.ONE_LOST.connection()).hasAtMostTurns(1);
    assertThat(Traffic.TIMED_OUT.connection()).hasAtMostTurns(3);
  }

  @Test
  void should_fail_if_there_were_more() {
    assertViolated(
        () -> assertThat(Traffic.EXPECT_CONTINUE.connection()).hasAtMostTurns(2),
        "ConnectionAssert.hasAtMostTurns");
  }

  @Test
  void should_fail_if_even_a_part_of_the_connection_has_more() {
    assertFailsBy3(Traffic.KEPT_ALIVE.recording().from(4).connection());
  }

  @Test
  void should_not_tell_if_the_rest_has_no_more() {
    assertCannotTell(
        () -> assertThat(Traffic.KEPT_ALIVE.recording().from(4).connection()).hasAtMostTurns(6),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_elsewhere_than_beside_the_client_if_data_crossed() {
    assertCannotTell(
        () -> assertThat(seenFrom(VantagePoint.SERVER)).hasAtMostTurns(3),
        "#6 crossed data of the server on the way: it takes a capture beside the client");
  }

  @Test
  void should_tell_beside_the_client_though_data_crossed() {
    assertThat(seenFrom(VantagePoint.CLIENT)).hasAtMostTurns(3);
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    for (int turns : new int[] {3, 4}) {
      assertCannotTell(
          () ->
              assertThat(Traffic.EXPECT_CONTINUE.recording().dropping(3).connection())
                  .hasAtMostTurns(turns),
          "the capture dropped 3 frames");
    }
  }

  private static Connection seenFrom(VantagePoint place) {
    return Scenario.trace(CROSSING, place).connections().get(0);
  }

  private static void assertFailsBy3(Connection connection) {
    assertThatThrownBy(() -> assertThat(connection).hasAtMostTurns(3))
        .hasMessageContaining("but the sides took ");
  }
}
