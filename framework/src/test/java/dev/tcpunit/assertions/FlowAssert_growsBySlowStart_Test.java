package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowAssert_growsBySlowStart_Test {
  @Test
  void should_hold_if_the_flight_grows_with_the_acknowledgements() {
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).growsBySlowStart();
  }

  @Test
  void should_fail_if_it_grows_faster() {
    assertViolated(() -> assertThat(bursting()).growsBySlowStart(), "FlowAssert.growsBySlowStart");
  }

  /** Kernels count segments: a small one that is acknowledged makes room for a full one. */
  @Test
  void should_let_a_small_segment_grow_the_window_as_a_full_one_does() {
    String oneAck = "0.020000 < [.] ack 9051 win 60000\n";
    assertThat(afterSmallSegment(oneAck, 20)).growsBySlowStart();
    assertThatThrownBy(() -> assertThat(afterSmallSegment(oneAck, 21)).growsBySlowStart())
        .hasMessageContaining("but 21000 bytes were under way where the ACKs allowed 20000");

    String twoAcks = "0.019000 < [.] ack 7051 win 60000\n0.020000 < [.] ack 9051 win 60000\n";
    assertThat(afterSmallSegment(twoAcks, 20)).growsBySlowStart();
    assertThatThrownBy(() -> assertThat(afterSmallSegment(twoAcks, 21)).growsBySlowStart())
        .hasMessageContaining("but 21000 bytes were under way where the ACKs allowed 20000");
  }

  /** A super-segment is as many segments as it was sent in, and an ACK within it counts some. */
  @Test
  void should_count_the_segments_of_a_large_one() {
    String oneAck = "0.020000 < [.] ack 10001 win 60000\n";
    assertThat(afterLargeSegment(oneAck, 20)).growsBySlowStart();
    assertThatThrownBy(() -> assertThat(afterLargeSegment(oneAck, 21)).growsBySlowStart())
        .hasMessageContaining("but 21000 bytes were under way where the ACKs allowed 20000");

    String twoAcks = "0.019000 < [.] ack 4001 win 60000\n0.020000 < [.] ack 10001 win 60000\n";
    assertThat(afterLargeSegment(twoAcks, 20)).growsBySlowStart();
    assertThatThrownBy(() -> assertThat(afterLargeSegment(twoAcks, 21)).growsBySlowStart())
        .hasMessageContaining("but 21000 bytes were under way where the ACKs allowed 20000");
  }

  /**
   * What SACK or a duplicate ACK reports is no longer under way, so that the next is sent for it
   * before the loss is repaired (limited transmit, RFC 3042); and kernels let it grow the window.
   */
  @Test
  void should_let_what_arrived_beyond_a_gap_be_replaced() {
    for (boolean sack : List.of(true, false)) {
      assertCannotTell(
          () -> assertThat(beyondGap(sack, 10, "")).growsBySlowStart(),
          "it never had twice its initial window under way: something else limited it");
      assertCannotTell(
          () ->
              assertThat(beyondGap(sack, 10, "0.020090 > [.] 2001:3001 ack 1 win 60000\n"))
                  .growsBySlowStart(),
          "something was sent again before twice the initial window was under way");
      assertThatThrownBy(() -> assertThat(beyondGap(sack, 11, "")).growsBySlowStart())
          .hasMessageContaining("but 19000 bytes were under way where the ACKs allowed 18000");
    }
  }

  /** Ten segments, of which the third is late or lost and three beyond it are reported. */
  private static Flow beyondGap(boolean sack, int next, String after) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      int at = 1 + 1000 * i;
      text.append("0.0100%02d > [.] %d:%d ack 1 win 60000\n".formatted(i + 20, at, at + 1000));
    }
    text.append("0.020000 < [.] ack 2001 win 60000\n");
    for (int i = 0; i < 3; i++) {
      String report = sack ? " <sack 1 {3001:%d}>".formatted(4001 + 1000 * i) : "";
      text.append("0.02001%d < [.] ack 2001 win 60000%s\n".formatted(i, report));
    }
    appendData(text, 10_001, next);
    return scenario(text.append(after));
  }

  /** A tail loss probe may be one segment beyond the window (RFC 8985), and no more. */
  @Test
  void should_let_a_probe_go_beyond_the_window() {
    String acks = "0.020000 < [.] ack 10001 win 60000\n";
    String probe = "0.041000 > [.] 30001:31001 ack 1 win 60000\n";
    String another = "0.041001 > [.] 31001:32001 ack 1 win 60000\n";
    String tooSoon = probe.replace("0.041", "0.021");

    assertThat(beyondWindow(acks, probe)).growsBySlowStart();
    assertThatThrownBy(() -> assertThat(beyondWindow(acks, probe + another)).growsBySlowStart())
        .hasMessageContaining("but 22000 bytes were under way where the ACKs allowed 20000");
    assertThatThrownBy(() -> assertThat(beyondWindow(acks, tooSoon)).growsBySlowStart())
        .hasMessageContaining("but 21000 bytes were under way where the ACKs allowed 20000");
  }

  private static Flow beyondWindow(String acks, String last) {
    StringBuilder text = new StringBuilder("0.010020 > [.] 1:10001 ack 1 win 60000\n").append(acks);
    appendData(text, 10_001, 20);
    return scenario(text.append(last));
  }

  /** Ten segments, the fifth of 50 bytes, then as many of full size as there are to be. */
  private static Flow afterSmallSegment(String acks, int next) {
    StringBuilder text = new StringBuilder();
    int at = 1;
    for (int i = 0; i < 10; i++) {
      int length = i == 4 ? 50 : 1000;
      text.append("0.0100%02d > [.] %d:%d ack 1 win 60000\n".formatted(i + 20, at, at + length));
      at += length;
    }
    return continued(text.append(acks), at, next);
  }

  private static Flow afterLargeSegment(String acks, int next) {
    StringBuilder text = new StringBuilder("0.010020 > [.] 1:10001 ack 1 win 60000\n");
    return continued(text.append(acks), 10_001, next);
  }

  private static Flow continued(StringBuilder text, int from, int segments) {
    appendData(text, from, segments);
    return scenario(text);
  }

  private static void appendData(StringBuilder text, int from, int segments) {
    for (int i = 0; i < segments; i++) {
      int at = from + 1000 * i;
      text.append("0.0200%02d > [.] %d:%d ack 1 win 60000\n".formatted(30 + i, at, at + 1000));
    }
  }

  /** No kernel that is known does so. */
  private static Flow bursting() {
    StringBuilder text =
        new StringBuilder(
            """
            0.010020 > [.] 1:1001 ack 1 win 60000
            0.010021 > [.] 1001:2001 ack 1 win 60000
            0.020021 < [.] ack 2001 win 60000
            """);
    for (int i = 0; i < 13; i++) {
      int from = 2001 + 1000 * i;
      text.append("0.0200%02d > [.] %d:%d ack 1 win 60000\n".formatted(30 + i, from, from + 1000));
    }
    return scenario(text);
  }

  private static Flow scenario(StringBuilder text) {
    String opening =
        """
        0.000000 > [S] 0 win 60000 <mss 1000>
        0.010000 < [S.] 0 ack 1 win 60000 <mss 1000>
        0.010010 > [.] ack 1 win 60000
        """;
    return Scenario.trace(opening + text, VantagePoint.CLIENT)
        .connections()
        .get(0)
        .clientToServer();
  }

  @Test
  void should_not_tell_if_it_never_grew() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).growsBySlowStart(),
        "it never had twice its initial window under way: something else limited it");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().clientToServer())
                .growsBySlowStart(),
        "the connection is older than the capture");
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
                .growsBySlowStart(),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(PathTraffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .growsBySlowStart(),
        "the capture dropped 3 frames");
  }
}
