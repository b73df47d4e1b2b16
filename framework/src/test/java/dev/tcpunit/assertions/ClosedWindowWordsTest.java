package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

/** What rules say of one closed window: the same, whatever each asks of it. */
class ClosedWindowWordsTest {
  private static final String CLOSED_BRIEFLY =
      """
      12:00:00.000000 IP CLIENT.40000 > SERVER.8080: Flags [S], seq 1000, win 64240, options [mss MSS], length 0
      12:00:00.000050 IP SERVER.8080 > CLIENT.40000: Flags [S.], seq 5000, ack 1001, win 64240, options [mss MSS], length 0
      12:00:00.000070 IP CLIENT.40000 > SERVER.8080: Flags [.], ack 1, win 64240, length 0
      12:00:00.000100 IP CLIENT.40000 > SERVER.8080: Flags [P.], seq 1:1001, ack 1, win 64240, length 1000
      12:00:00.000120 IP SERVER.8080 > CLIENT.40000: Flags [.], ack 1001, win 0, length 0
      12:00:00.000137 IP SERVER.8080 > CLIENT.40000: Flags [.], ack 1001, win 64240, length 0
      """;

  private static final String PROBED =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, options [mss 1460], length 0
      12:00:00.010000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 5000, ack 1001, win 64240, options [mss 1460], length 0
      12:00:00.010100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, length 0
      12:00:00.020000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:1001, ack 1, win 502, length 1000
      12:00:00.030000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 1001, win 0, length 0
      12:00:00.250000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1000, ack 1, win 502, length 0
      12:00:00.260000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 1001, win 0, length 0
      12:00:00.650000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1000, ack 1, win 502, length 0
      12:00:00.660000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 1001, win 0, length 0
      """;

  @Test
  void should_say_how_often_a_window_was_closed_and_probed_also_where_no_verdict_is_known() {
    Connection connection = connection(PROBED, VantagePoint.UNKNOWN);
    String seen = "seen so far: the peer closed its window once, this side sent 2 probes";

    assertThatThrownBy(() -> assertThat(connection.clientToServer()).probesZeroWindow())
        .hasMessageContaining("it takes a capture beside the client")
        .hasMessageContaining(seen);
    assertThatThrownBy(() -> assertThat(connection.clientToServer()).backsOffZeroWindowProbes())
        .hasMessageContaining(seen);
  }

  @Test
  void should_pass_over_windows_that_were_closed_briefly_on_a_loopback_only() {
    assertThat(connection("127.0.0.1", "127.0.0.1", 65_495)).hasNoZeroWindow();
    assertThat(connection("192.0.2.1", "192.0.2.1", 65_495)).hasNoZeroWindow();
    assertThat(connection("192.0.2.1", "198.51.100.1", 65_495)).hasNoZeroWindow();

    assertThatThrownBy(
            () -> assertThat(connection("192.0.2.1", "192.0.2.2", 1460)).hasNoZeroWindow())
        .hasMessageContaining("but 1 of 6 segments closed the window");
  }

  @Test
  void should_not_tell_if_the_segments_are_those_of_a_loopback_where_the_options_were_cut() {
    String cut =
        CLOSED_BRIEFLY
            .replace("CLIENT", "192.0.2.1")
            .replace("SERVER", "192.0.2.2")
            .replace("mss MSS]", "[|tcp]>");

    assertThatThrownBy(() -> assertThat(connection(cut, VantagePoint.BOTH)).hasNoZeroWindow())
        .hasMessageContaining("it cannot be told: the capture cut the options of the SYN off");
  }

  private static Connection connection(String client, String server, int mss) {
    String text =
        CLOSED_BRIEFLY.replace("CLIENT", client).replace("SERVER", server).replace("MSS", "" + mss);
    return connection(text, VantagePoint.BOTH);
  }

  private static Connection connection(String text, VantagePoint where) {
    AnalysisOptions options = AnalysisOptions.SEGMENTS.seenFrom(where);
    return Traces.parseTcpdump(text, options).connections().get(0);
  }
}
