package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class FlowAssert_hasNoTinygrams_Test {
  @Test
  void should_hold_if_only_the_last_segment_is_small() {
    assertThat(LinkTraffic.UPLOAD.connection()).client(FlowAssert::hasNoTinygrams);
  }

  @Test
  void should_fail_if_small_writes_go_out_one_by_one() {
    assertViolated(
        () -> assertThat(LinkTraffic.SMALL_WRITES.connection()).client(FlowAssert::hasNoTinygrams),
        "FlowAssert.hasNoTinygrams");
  }

  /** With Nagle's algorithm on: nothing could join what ends the stream, so it leaves at once. */
  @Test
  void should_not_call_small_what_ends_the_stream() {
    Connection connection = LinkTraffic.ENDED_AT_ONCE.connection();
    assertThat(connection).client(FlowAssert::hasNoTinygrams);
    Assertions.assertThat(connection.segments())
        .anyMatch(segment -> segment.has(TcpFlags.FIN) && segment.length() == 10);
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atServer())
                .client(FlowAssert::hasNoTinygrams),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  /** As on loopback, whose segments may be as long as the first window. */
  @Test
  void should_take_half_the_window_for_full_size_if_that_is_less() {
    assertThat(twoSegmentsOf(1000, 2000)).hasNoTinygrams();
    assertThatThrownBy(() -> assertThat(twoSegmentsOf(999, 2000)).hasNoTinygrams())
        .hasMessageContaining("1 of 2 data segments was small, less than 1460 bytes");
  }

  /** What would fill a packet of an Ethernet is not small, however large segments may be. */
  @Test
  void should_not_call_small_what_fills_a_packet_of_an_Ethernet() {
    assertThat(twoSegmentsOf(1460, 60_000)).hasNoTinygrams();
    assertThatThrownBy(() -> assertThat(twoSegmentsOf(1459, 60_000)).hasNoTinygrams())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 of 2 data segments was small, less than 1460 bytes");
    assertThat(twoSegmentsOf(33_280, 60_000)).hasNoTinygrams();
  }

  /** With more to send a kernel fills the window, even by a small segment behind another. */
  @Test
  void should_not_call_small_what_the_window_cut_short() {
    for (int window : new int[] {5_000, 6_000, 60_000}) {
      assertThat(smallBehindSmall(window, window)).hasNoTinygrams();
      assertThatThrownBy(() -> assertThat(smallBehindSmall(window, window + 1)).hasNoTinygrams())
          .hasMessageContaining("1 of 3 data segments was small, less than 1460 bytes");
    }
  }

  /** A small segment, full ones in one frame, and a small one up to the end. */
  private static Flow smallBehindSmall(int end, int window) {
    int full = 101 + (end - 101) / 1_460 * 1_460;
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 9000 <mss 1460>
            0.000009 < [S.] 0 ack 1 win %3$d <mss 1460>
            0.000016 > [.] ack 1 win 9000
            0.000266 > [P.] 1:101 ack 1 win 9000
            0.000267 > [.] 101:%1$d ack 1 win 9000
            0.000268 > [P.] %1$d:%2$d ack 1 win 9000
            0.000290 < [.] ack %2$d win %3$d
            """
                .formatted(full, end + 1, window),
            VantagePoint.BOTH)
        .connections()
        .get(0)
        .clientToServer();
  }

  private static Flow twoSegmentsOf(int length, int window) {
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 9000 <mss 9000>
            0.000009 < [S.] 0 ack 1 win %3$d <mss 9000>
            0.000016 > [.] ack 1 win 9000
            0.000266 > [P.] 1:%1$d ack 1 win 9000
            0.000267 > [P.] %1$d:%2$d ack 1 win 9000
            0.000290 < [.] ack %2$d win %3$d
            """
                .formatted(1 + length, 1 + length + length - 100, window),
            VantagePoint.BOTH)
        .connections()
        .get(0)
        .clientToServer();
  }
}
