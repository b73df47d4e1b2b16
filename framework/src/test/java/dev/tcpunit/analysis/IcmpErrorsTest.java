package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.report.Explanation;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.IcmpErrorKind;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is told of ICMP errors in tcpdump's text, where little of them is printed. */
class IcmpErrorsTest {
  private static final String SYN =
      "12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, length 0\n";

  private static final String OTHER_SYN =
      "12:00:00.0 IP 192.0.2.1.40001 > 192.0.2.2.80: Flags [S], seq 2000, win 64240, length 0\n";

  private static final String PORT =
      "12:00:00.1 IP 192.0.2.2 > 192.0.2.1: ICMP 192.0.2.2 tcp port 80 unreachable, length 68\n";

  private static final String HOST =
      "12:00:00.1 IP 192.0.2.9 > 192.0.2.1: ICMP host 192.0.2.2 unreachable, length 68\n";

  private static final String QUOTED =
      """
      12:00:00.1 IP (tos 0xc0, ttl 64, id 1, offset 0, flags [none], proto ICMP (1), length 88)
          192.0.2.9 > 192.0.2.1: ICMP host 192.0.2.2 unreachable, length 68
      \tIP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 60)
          192.0.2.1.40001 > 192.0.2.2.80: Flags [S], seq 2000, win 64240, length 0
      """;

  @Test
  void should_find_the_connection_by_the_port_that_is_printed() {
    IcmpError error = only(Traces.parseTcpdump(SYN + PORT).connections().get(0));

    assertThat(error.kind()).isEqualTo(IcmpErrorKind.PORT_UNREACHABLE);
    assertThat(error.told()).isEqualTo(Role.CLIENT);
    assertThat(error.frame()).isEqualTo(2);
    assertThat(error.seq()).isEmpty();
  }

  /** Which of two connections it is about, the line does not say. */
  @Test
  void should_count_what_may_be_about_several_connections() {
    Trace trace = Traces.parseTcpdump(SYN + OTHER_SYN + PORT);

    assertThat(trace.connections()).allMatch(c -> c.icmpErrors().isEmpty());
    assertThat(trace.ignored().icmpErrors()).isEqualTo(1);
    assertThat(written(out -> new TextReport().write(trace, out)))
        .contains("left out: 1 ICMP error about no connection here");
  }

  @Test
  void should_count_what_names_no_port() {
    Trace trace = Traces.parseTcpdump(SYN + HOST + HOST);

    assertThat(trace.connections().get(0).icmpErrors()).isEmpty();
    assertThat(trace.ignored().icmpErrors()).isEqualTo(2);
    assertThat(trace.ignored().notTcp()).isZero();
    assertThat(json(trace)).contains("\"icmpErrors\":2");
  }

  @Test
  void should_find_the_connection_by_the_segment_that_is_quoted() {
    Trace trace = Traces.parseTcpdump(SYN + OTHER_SYN + QUOTED);
    IcmpError error = only(trace.connections().get(1));

    assertThat(trace.connections().get(0).icmpErrors()).isEmpty();
    assertThat(error.kind()).isEqualTo(IcmpErrorKind.HOST_UNREACHABLE);
    assertThat(error.seq()).hasValue(0);
    assertThat(error.inFlight()).isTrue();
  }

  /** RFC 5927 section 4.1. */
  @Test
  void should_say_that_what_is_quoted_was_never_sent() {
    Trace trace = Traces.parseTcpdump(OTHER_SYN + QUOTED.replace("seq 2000", "seq 99999"));
    Connection connection = trace.connections().get(0);

    assertThat(only(connection).inFlight()).isFalse();
    assertThat(explained(connection))
        .contains("192.0.2.9 tells the client by ICMP: host unreachable.")
        .contains("its receiver must ignore it (RFC 5927)");
  }

  @Test
  void should_tell_it_in_the_story_the_ladder_and_json() {
    Trace trace = Traces.parseTcpdump(OTHER_SYN + QUOTED);
    Connection connection = trace.connections().get(0);

    assertThat(explained(connection))
        .contains(
            "0.100000  #2              192.0.2.9 tells the client by ICMP: host unreachable, of"
                + " what it sent in #1.");
    assertThat(written(out -> Explanation.writeAnonymously(connection, out)))
        .contains("A router tells the client by ICMP: host unreachable")
        .doesNotContain("192.0.2");
    assertThat(written(out -> new TextReport().withLadder(false).write(trace, out)))
        .contains("ICMP #2 to the client: host unreachable, of [S]")
        .contains("(#1)");
    assertThat(json(trace))
        .contains(
            "\"icmpErrors\":[{\"frame\":2,\"timeNanos\":",
            "\"from\":\"192.0.2.9\",\"told\":\"CLIENT\",\"kind\":\"HOST_UNREACHABLE\",\"type\":3,"
                + "\"code\":1,\"seq\":0,\"inFlight\":true}]");
  }

  private static IcmpError only(Connection connection) {
    assertThat(connection.icmpErrors()).hasSize(1);
    return connection.icmpErrors().get(0);
  }

  private static String explained(Connection connection) {
    return written(out -> Explanation.write(connection, out)).replaceAll("\\s*\n {28,}", " ");
  }

  private static String json(Trace trace) {
    StringWriter out = new StringWriter();
    new JsonReport().write(trace, out);
    return out.toString();
  }

  private static String written(Consumer<PrintWriter> report) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    report.accept(out);
    out.flush();
    return text.toString();
  }
}
