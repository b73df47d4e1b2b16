package dev.tcpunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class OneSidedExplanationTest {
  private static final String SYN =
      "12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, length 0\n";

  private static final String SYN_ACK =
      "12:00:00.1 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 2000, ack 1001, win 65160,"
          + " length 0\n";

  @Test
  void should_say_that_an_answer_was_not_captured_where_an_ack_proves_it() {
    String told =
        told(
            SYN
                + "12:00:00.2 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 2001, win 502,"
                + " length 0\n");

    assertThat(told).contains("answer not captured", "The server answered, as the client's ACKs");
    assertThat(told).doesNotContain("Nobody answered");
    assertThat(told(SYN)).contains("unanswered", "Nobody answered.");
  }

  @Test
  void should_say_that_only_the_third_segment_is_missing() {
    assertThat(told(SYN + SYN_ACK)).contains("not confirmed").doesNotContain("incomplete");
  }

  @Test
  void should_not_say_that_both_sides_began_to_close_where_one_did() {
    String closing =
        SYN
            + SYN_ACK
            + "12:00:00.2 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], seq 1, ack 1, win 9,"
            + " length 0\n";
    String answer =
        "12:00:00.3 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 1, ack 1, win 9, length 0\n";

    assertThat(told(closing)).contains("One side began to close").doesNotContain("Both sides");
    assertThat(told(closing + answer)).contains("Both sides began to close");
  }

  @Test
  void should_say_of_a_reset_after_both_sides_closed_that_it_aborts_nothing() {
    String told =
        told(
            SYN
                + SYN_ACK
                + """
                12:00:00.2 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], seq 1, ack 1, win 502, length 0
                12:00:00.3 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 1, ack 2, win 502, length 0
                12:00:00.4 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 2, win 502, length 0
                12:00:00.5 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [R], seq 1002, win 0, length 0
                """);

    assertThat(told).doesNotContain("The client aborts", "The connection was aborted.");
  }

  private static String told(String text) {
    Trace trace = Traces.parseTcpdump(text);
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    new TextReport().write(trace, writer);
    Explanation.write(trace.connections().get(0), writer);
    return out.toString().replaceAll("\\s+", " ");
  }
}
