package dev.tcpunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void should_tell_an_upload_step_by_step() {
    assertThat(explained(Texts.UPLOAD)).isEqualTo(Texts.resource("upload.explained.txt"));
  }

  @Test
  void should_tell_of_loss_keep_alives_and_an_abort() {
    assertThat(explained(Texts.TROUBLE)).isEqualTo(Texts.resource("trouble.explained.txt"));
  }

  @Test
  void should_tell_that_a_connection_was_refused() {
    assertThat(explained(Texts.REFUSED)).isEqualTo(Texts.resource("refused.explained.txt"));
  }

  @Test
  void should_tell_that_the_capture_began_in_the_middle() {
    assertThat(explained(Texts.MIDDLE)).isEqualTo(Texts.resource("middle.explained.txt"));
  }

  /** The FIN, and not the data that ends where the FIN lies. */
  @Test
  void should_name_the_segment_that_sent_a_FIN_first() {
    assertThat(explained(closedAgain(false)))
        .contains("The client sends its FIN again, first sent in #5");
    assertThat(explained(closedAgain(true))).contains("its FIN again, first sent in #4");
  }

  /** No side asks first, and none accepts alone (RFC 9293 figure 8). */
  @Test
  void should_tell_that_both_sides_opened_at_the_same_time() {
    assertThat(
            explained(
                """
                12:00:00.00 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 502, length 0
                12:00:00.01 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [S], seq 5000, win 502, length 0
                12:00:00.02 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S.], seq 1000, ack 5001, win 502, length 0
                12:00:00.03 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [S.], seq 5000, ack 1001, win 502, length 0
                """))
        .contains("#1-#4", "Both sides ask for a connection at the same time (SYN)")
        .doesNotContain("The client asks");
  }

  @Test
  void should_tell_of_bytes_in_a_SYN() {
    assertThat(
            explained(
                """
                12:00:00.00 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000:1050, win 502, length 50
                12:00:00.01 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [S.], seq 5000, ack 1051, win 502, length 0
                """))
        .contains("The client asks for a connection (SYN with 50 bytes), the server\n");
  }

  @Test
  void should_refuse_to_explain_without_segments() {
    Connection connection =
        Traces.parseTcpdump(Texts.MIDDLE, AnalysisOptions.SUMMARY).connections().get(0);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    assertThatThrownBy(() -> Explanation.write(connection, nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the analysis kept no segments of 10.0.0.1:40000 > 10.0.0.2:80");
  }

  private static String closedAgain(boolean withData) {
    String client = "IP 10.0.0.1.40000 > 10.0.0.2.80: Flags ";
    String server = "IP 10.0.0.2.80 > 10.0.0.1.40000: Flags ";
    return "12:00:00.00 "
        + client
        + "[S], seq 1000, win 64240, length 0\n"
        + "12:00:00.01 "
        + server
        + "[S.], seq 5000, ack 1001, win 65160, length 0\n"
        + "12:00:00.02 "
        + client
        + "[.], ack 1, win 502, length 0\n"
        + "12:00:00.03 "
        + client
        + (withData ? "[FP.]" : "[P.]")
        + ", seq 1:101, ack 1, win 502, length 100\n"
        + (withData ? "" : "12:00:00.04 " + client + "[F.], seq 101, ack 1, win 502, length 0\n")
        + "12:00:00.05 "
        + server
        + "[.], ack 101, win 502, length 0\n"
        + "12:00:00.50 "
        + client
        + "[F.], seq 101, ack 1, win 502, length 0\n"
        + "12:00:00.51 "
        + server
        + "[F.], seq 1, ack 102, win 502, length 0\n"
        + "12:00:00.52 "
        + client
        + "[.], ack 2, win 502, length 0\n";
  }

  private static String explained(String conversation) {
    Connection connection = Texts.trace(conversation).connections().get(0);
    return Texts.written(out -> Explanation.write(connection, out));
  }
}
