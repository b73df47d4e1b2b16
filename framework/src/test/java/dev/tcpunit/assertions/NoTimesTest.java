package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.baseline.Environment;
import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code tcpdump -t} prints has no times: how long anything took cannot be told of it. */
class NoTimesTest {
  private static final String NO_TIMES =
      "the text has no times (-t), or too few to tell what they are since";
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private static final String OPENED =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, options [mss 1460], length 0
      12:00:00.030000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 2000, ack 1001, win 65160, options [mss 1460], length 0
      12:00:00.060000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 64240, length 0
      12:00:00.060100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:101, ack 1, win 64240, length 100
      """;

  private static final String CLOSED =
      """
      12:00:00.400000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 101, win 65160, length 0
      12:00:00.430000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], seq 101, ack 1, win 64240, length 0
      12:00:00.460000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 1, ack 102, win 65160, length 0
      12:00:00.490000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 2, win 64240, length 0
      """;

  private static final String AGAIN =
      """
      12:00:00.360000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:101, ack 1, win 64240, length 100
      """;

  @Test
  void should_tell_of_durations_where_there_are_times() {
    Connection connection = connection(OPENED + CLOSED);

    assertThat(connection)
        .lastsAtMost(LIMIT)
        .hasCompletedHandshakeWithin(LIMIT)
        .closesWithin(LIMIT)
        .hasNoIdleLongerThan(LIMIT);
  }

  @Test
  void should_tell_of_no_duration_where_there_are_none() {
    Connection connection = connection(withoutTimes(OPENED + CLOSED));

    assertCannotTell(() -> assertThat(connection).lastsAtMost(LIMIT), NO_TIMES);
    assertCannotTell(() -> assertThat(connection).hasCompletedHandshakeWithin(LIMIT), NO_TIMES);
    assertCannotTell(() -> assertThat(connection).closesWithin(LIMIT), NO_TIMES);
    assertCannotTell(() -> assertThat(connection).hasNoIdleLongerThan(LIMIT), NO_TIMES);
    assertCannotTell(() -> assertThat(connection).hasNoUnexplainedStall(), NO_TIMES);
    assertCannotTell(() -> assertThat(connection).hasRttBelow(LIMIT), NO_TIMES);
    assertCannotTell(
        () -> assertThat(connection.clientToServer()).acknowledgesWithin(LIMIT), NO_TIMES);
    assertCannotTell(
        () -> assertThat(connection.clientToServer()).hasThroughputAtLeast(1), NO_TIMES);
    assertCannotTell(
        () -> assertThat(connection.clientToServer()).hasNoTimeoutRetransmissions(), NO_TIMES);
    assertCannotTell(
        () -> assertThat(connection.trace()).hasAtMostConcurrentConnections(1), NO_TIMES);
  }

  @Test
  void should_tell_of_what_needs_no_times() {
    Connection connection = connection(withoutTimes(OPENED + CLOSED));

    assertThat(connection).hasCompletedHandshake().hasCleanFin().hasNoRetransmissions();
    assertThat(connection.clientToServer()).hasByteCount(100);
  }

  /**
   * Times that only rise may be since the first packet (-ttttt), or since the one before (-ttt).
   */
  @Test
  void should_not_tell_of_durations_where_a_few_elapsed_times_may_be_either() {
    Connection few = connection(elapsed("0.000000", "0.030000", "0.060000", "0.060100"));
    Connection since =
        connection(elapsed("0.000000", "0.030000", "0.030000", "0.000100", "0.340000"));

    assertCannotTell(() -> assertThat(few).lastsAtMost(LIMIT), NO_TIMES);
    assertThat(few).hasCompletedHandshake();
    assertThat(since).hasCompletedHandshakeWithin(Duration.ofMillis(60));
    assertThatThrownBy(() -> assertThat(since).hasCompletedHandshakeWithin(Duration.ofMillis(59)))
        .hasMessageContaining("60.000 ms");
  }

  private static String elapsed(String... times) {
    List<String> lines = (OPENED + CLOSED).lines().toList();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < times.length; i++) {
      text.append(lines.get(i).replaceFirst("^\\S+", " 00:00:0" + times[i])).append('\n');
    }
    return text.toString();
  }

  @Test
  void should_say_how_many_segments_have_no_time() {
    Connection connection = connection(OPENED + withoutTimes(CLOSED));

    assertCannotTell(
        () -> assertThat(connection).lastsAtMost(LIMIT), "the text has no time for 4 segments");
  }

  @Test
  void should_not_tell_a_resend_from_a_copy_by_a_time_that_is_not_there() {
    Connection timed = connection(OPENED + AGAIN + CLOSED);
    Connection untimed = connection(withoutTimes(OPENED + AGAIN + CLOSED));

    assertThat(timed.segments().get(4).kind()).isEqualTo(SegmentKind.RETRANSMISSION);
    assertThat(timed.segments().get(4).cause()).hasValue(RetransmissionCause.TIMEOUT);
    assertThat(untimed.segments().get(4).kind()).isEqualTo(SegmentKind.UNDECIDED);
    assertCannotTell(
        () -> assertThat(untimed).hasNoRetransmissions(),
        "the packets do not say if these were sent again or overtaken on their way");
  }

  @Test
  void should_leave_facts_that_times_tell_out_of_a_fingerprint() {
    Fingerprint timed = Fingerprint.of(trace(OPENED + CLOSED), Environment.UNKNOWN);
    Fingerprint untimed = Fingerprint.of(trace(withoutTimes(OPENED + CLOSED)), Environment.UNKNOWN);

    assertThat(timed.toString()).contains("recoveries");
    assertThat(untimed.toString()).doesNotContain("recoveries");
  }

  private static Connection connection(String text) {
    return trace(text).connections().get(0);
  }

  private static Trace trace(String text) {
    return Traces.parseTcpdump(text);
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("(?m)^\\S+ IP", "IP");
  }
}
