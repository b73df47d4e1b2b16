package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

/** The assertions that forbid one kind of segment each: checksums, order, windows. */
class SegmentFaultAssertions_Test {
  private static final String HANDSHAKE =
      """
      10:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 4294967290, win 1000, options [mss 1460,TS val 1 ecr 0], length 0
      10:00:00.000100 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 4294967000, ack 4294967291, win 3000, options [mss 1460,TS val 9 ecr 1], length 0
      10:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 1000, options [nop,nop,TS val 2 ecr 9], length 0
      """;

  private static Connection connection(String lines) {
    return Traces.parseTcpdump(HANDSHAKE + lines).connections().get(0);
  }

  private static final Connection IN_ORDER =
      connection(
          """
          10:00:00.000300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1:1001, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1000
          10:00:00.000400 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 1001, win 3000, options [nop,nop,TS val 10 ecr 3], length 0
          10:00:00.000500 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1001:2001, ack 1, win 1000, options [nop,nop,TS val 4 ecr 10], length 1000
          10:00:00.000600 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 2001, win 3000, options [nop,nop,TS val 11 ecr 4], length 0
          """);

  @Test
  void should_hold_where_no_segment_has_the_fault() {
    assertThatNoException()
        .isThrownBy(
            () ->
                assertThat(IN_ORDER)
                    .hasNoReorderedSegments()
                    .hasNoZeroWindow()
                    .respectsAdvertisedWindow()
                    .client(c -> c.hasNoReorderedSegments().respectsAdvertisedWindow())
                    .server(s -> s.hasNoZeroWindow()));
  }

  @Test
  void should_not_tell_checksums_that_a_text_does_not_have() {
    assertThatThrownBy(() -> assertThat(IN_ORDER).hasNoBadChecksums())
        .hasMessage(
            """
            Expecting connection
              192.0.2.1:40000 > 192.0.2.2:80 (7 segments)
            to have no bad checksums
            but it cannot be told: the checksum of 7 segments is not known, because not all bytes were captured
            seen so far: none of 7 segments
            rule:     RFC 9293 s3.1, MUST-2: the sender computes the checksum, the receiver discards what does
                      not match
            capture:  tcpdump text\
            """);
  }

  @Test
  void should_show_the_segment_that_was_overtaken() {
    Connection overtaken =
        connection(
            """
            10:00:00.000300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1001:2001, ack 1, win 1000, options [nop,nop,TS val 4 ecr 9], length 1000
            10:00:00.000350 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1:1001, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1000
            10:00:00.000400 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 2001, win 3000, options [nop,nop,TS val 10 ecr 3], length 0
            """);

    assertThatThrownBy(() -> assertThat(overtaken).hasNoReorderedSegments())
        .hasMessage(
            """
            Expecting connection
              192.0.2.1:40000 > 192.0.2.2:80 (6 segments)
            to have no reordered segments
            but 1 of 6 segments arrived after segments sent later:
              #3 0.000200 > [.] ack 1 win 1000
              #4 0.000300 > [P.] 1001:2001 ack 1 win 1000 len 1000
            * #5 0.000350 > [.] 1:1001 ack 1 win 1000 len 1000  <- overtaken by #4
              #6 0.000400 < [.] ack 2001 win 3000
            evidence: its timestamp says so (TSval); proven by these packets
            cause:    the path delivers in another order than was sent (likely)
            rule:     RFC 4737 s3: a packet is reordered if packets sent after it arrived before it
            capture:  tcpdump text, frame 5\
            """);
    assertThatThrownBy(() -> assertThat(overtaken).client(c -> c.hasNoReorderedSegments()))
        .hasMessage(
            """
            Expecting flow
              client 192.0.2.1:40000 > 192.0.2.2:80 (4 segments)
            to have no reordered segments
            but 1 of 4 segments arrived after segments sent later:
              #3 0.000200 > [.] ack 1 win 1000
              #4 0.000300 > [P.] 1001:2001 ack 1 win 1000 len 1000
            * #5 0.000350 > [.] 1:1001 ack 1 win 1000 len 1000  <- overtaken by #4
              #6 0.000400 < [.] ack 2001 win 3000
            evidence: its timestamp says so (TSval); proven by these packets
            cause:    the path delivers in another order than was sent (likely)
            rule:     RFC 4737 s3: a packet is reordered if packets sent after it arrived before it
            capture:  tcpdump text, frame 5\
            """);
  }

  @Test
  void should_show_who_closed_the_window() {
    Connection closed =
        connection(
            """
            10:00:00.000300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1:1461, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1460
            10:00:00.000350 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1461:2921, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1460
            10:00:00.000400 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 2921, win 0, options [nop,nop,TS val 10 ecr 3], length 0
            """);

    assertThatThrownBy(() -> assertThat(closed).hasNoZeroWindow())
        .hasMessage(
            """
            Expecting connection
              192.0.2.1:40000 > 192.0.2.2:80 (6 segments)
            to announce no window of zero
            but 1 of 6 segments closed the window:
              #4 0.000300 > [.] 1:1461 ack 1 win 1000 len 1460
              #5 0.000350 > [P.] 1461:2921 ack 1 win 1000 len 1460
            * #6 0.000400 < [.] ack 2921 win 0
            cause:    the receiver's buffer is full: it does not read (likely)
            look for: a reader that stops or lags: read in a loop, on a thread of its own, before work
            rule:     RFC 9293 s3.8.6: a window of zero stops the peer until the application reads
            capture:  tcpdump text, frame 6\
            """);
  }

  @Test
  void should_show_what_lies_beyond_the_window() {
    Connection beyond =
        connection(
            """
            10:00:00.000300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1:1461, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1460
            10:00:00.000350 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1461:2921, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1460
            10:00:00.000360 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 2921:4381, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1460
            10:00:00.000400 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 2921, win 3000, options [nop,nop,TS val 10 ecr 3], length 0
            """);

    assertViolated(
        () -> assertThat(beyond).respectsAdvertisedWindow(),
        "ConnectionAssert.respectsAdvertisedWindow");
    assertViolated(
        () -> assertThat(beyond.clientToServer()).respectsAdvertisedWindow(),
        "FlowAssert.respectsAdvertisedWindow");
  }

  private static final String BEYOND =
      """
      10:00:00.000300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1:1461, ack 1, win 1000, length 1460
      10:00:00.000350 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1461:2921, ack 1, win 1000, length 1460
      10:00:00.000360 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 2921:4381, ack 1, win 1000, length 1460
      """;

  /** One of the dropped frames may have announced more. */
  @Test
  void should_not_tell_what_lies_beyond_the_window_if_frames_were_dropped() {
    Recording filled = Traffic.WINDOW_FILLED_ONCE.recording();

    assertCannotTell(
        () ->
            assertThat(withoutWindowUpdates(filled).dropping(3).connection())
                .respectsAdvertisedWindow(),
        "the capture dropped 3 frames");
    assertViolated(
        () -> assertThat(withoutWindowUpdates(filled).connection()).respectsAdvertisedWindow(),
        "ConnectionAssert.respectsAdvertisedWindow.missed");
  }

  /** What the server announced is made to be a window of zero, but for the first of it. */
  private static Recording withoutWindowUpdates(Recording recording) {
    int[] updates =
        recording.connection().segments().stream()
            .filter(s -> s.from() == Role.SERVER && s.length() == 0 && !s.has(TcpFlags.SYN))
            .mapToInt(s -> (int) s.frame())
            .toArray();
    Recording changed = recording;
    for (int frame : updates) {
      changed = changed.altered(frame, 14 + 20 + 14, 0, 0);
    }
    return changed;
  }

  @Test
  void should_not_tell_what_lies_beyond_the_window_if_no_segments_were_kept() {
    Trace summary = Traces.parseTcpdump(HANDSHAKE + BEYOND, AnalysisOptions.SUMMARY);

    assertCannotTell(
        () -> assertThat(summary.connections().get(0)).respectsAdvertisedWindow(),
        "the analysis kept no segments");
  }

  /** An announcement that was overtaken allowed as much. */
  @Test
  void should_hold_if_an_announcement_that_came_late_allows_it() {
    Connection late =
        connection(
            """
            10:00:00.000210 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1:1001, ack 1, win 1000, options [nop,nop,TS val 3 ecr 9], length 1000
            10:00:00.000250 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 1001, win 2000, options [nop,nop,TS val 11 ecr 3], length 0
            10:00:00.000260 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 501, win 9000, options [nop,nop,TS val 10 ecr 3], length 0
            10:00:00.000300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1001:3501, ack 1, win 1000, options [nop,nop,TS val 4 ecr 11], length 2500
            """);

    assertThat(late).respectsAdvertisedWindow();
  }

  /** A shift beyond 14 counts as 14 (RFC 7323 section 2.3): the windows are half as large. */
  @Test
  void should_take_a_window_scale_beyond_14_for_14() {
    assertThat(scaledBy(15, 16_384 * 2)).respectsAdvertisedWindow();
    assertThatThrownBy(() -> assertThat(scaledBy(15, 16_384 * 3)).respectsAdvertisedWindow())
        .hasMessageContaining("<- 16384 bytes beyond what #4 allows");
    assertThat(scaledBy(14, 16_384 * 2)).respectsAdvertisedWindow();
    assertThatThrownBy(() -> assertThat(scaledBy(13, 16_384 * 2)).respectsAdvertisedWindow())
        .hasMessageContaining("<- 16384 bytes beyond what #4 allows");
  }

  /** The server announces two units of a window, and the client sends so many bytes. */
  private static Connection scaledBy(int shift, int bytes) {
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 1000 <mss 16384,wscale 7>
            0.010000 < [S.] 0 ack 1 win 1000 <mss 16384,wscale %d>
            0.020000 > [.] 1 ack 1 win 1000
            0.030000 < [.] 1 ack 1 win 2
            0.040000 > [P.] 1:%d ack 1 win 1000
            """
                .formatted(shift, bytes + 1))
        .connections()
        .get(0);
  }

  /** Without the client's SYN the unit of the server's windows is not known. */
  @Test
  void should_not_tell_what_lies_beyond_a_window_whose_scale_is_not_known() {
    Connection half =
        Scenario.trace(
                """
                0.010000 < [S.] 0 ack 1 win 1000 <mss 1460,wscale 7>
                0.020000 > [.] 1 ack 1 win 1000
                0.030000 < [.] 1 ack 1 win 20
                0.040000 > [P.] 1:1461 ack 1 win 1000
                """)
            .connections()
            .get(0);

    assertCannotTell(() -> assertThat(half).respectsAdvertisedWindow(), "the connection is older");
  }

  /** Two segments fill the first window before the receiver has had its turn. */
  @Test
  void should_hold_if_a_window_of_a_loopback_was_closed_for_less_than_a_stall() {
    assertThat(closedUntil("0.000300", VantagePoint.BOTH))
        .hasNoZeroWindow()
        .server(s -> s.hasNoZeroWindow());
    assertThat(closedUntil("0.029000", VantagePoint.BOTH)).hasNoZeroWindow();
  }

  @Test
  void should_fail_if_a_window_was_closed_for_longer_or_elsewhere() {
    assertThatThrownBy(
            () -> assertThat(closedUntil("0.031000", VantagePoint.BOTH)).hasNoZeroWindow())
        .hasMessageContaining("1 of 8 segments closed the window");
    assertThatThrownBy(
            () -> assertThat(closedUntil("0.000300", VantagePoint.CLIENT)).hasNoZeroWindow())
        .hasMessageContaining("1 of 8 segments closed the window");
  }

  private static Connection closedUntil(String time, VantagePoint vantage) {
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 65535 <mss 65483>
            0.000010 < [S.] 0 ack 1 win 65535 <mss 65483>
            0.000020 > [.] ack 1 win 65535
            0.000030 > [.] 1:65484 ack 1 win 65535
            0.000040 < [.] ack 65484 win 0
            %s < [.] ack 65484 win 65535
            0.050000 > [P.] 65484:65584 ack 1 win 65535
            0.050010 < [.] ack 65584 win 65535
            """
                .formatted(time),
            vantage)
        .connections()
        .get(0);
  }
}
