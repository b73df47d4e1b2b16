package dev.tcpunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.HostileTexts;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {
  @TempDir Path folder;

  @Test
  void should_list_one_connection_a_line() {
    assertThat(Texts.written(out -> new TextReport().write(Texts.trace(Texts.UPLOAD), out)))
        .isEqualTo(Texts.resource("upload.table.txt"));
  }

  @Test
  void should_take_two_lines_where_addresses_are_long_and_say_that_a_role_is_guessed() {
    String report =
        Texts.written(out -> new TextReport().write(Texts.trace(Texts.REFUSED, Texts.MIDDLE), out));
    assertThat(report).isEqualTo(Texts.resource("two.tables.txt"));
  }

  @Test
  void should_show_only_the_connections_asked_for() {
    TextReport report = new TextReport().only(c -> c.server().port() == 80);
    assertThat(Texts.written(out -> report.write(Texts.trace(Texts.REFUSED, Texts.UPLOAD), out)))
        .contains("16 TCP segments, 2 connections, 1 of them shown", "10.0.0.1:40000")
        .doesNotContain("2001:db8");
  }

  @Test
  void should_show_each_segment_with_what_was_found_about_it() {
    TextReport report = new TextReport().withSegments();
    assertThat(Texts.written(out -> report.write(Texts.trace(Texts.UPLOAD), out)))
        .endsWith(Texts.resource("upload.ladder.txt"));
  }

  @Test
  void should_say_what_was_left_out_and_what_is_missing() {
    assertThat(
            Texts.written(
                out -> new TextReport().write(SampleTraces.trace(SampleTraces.damaged()), out)))
        .isEqualTo(Texts.resource("damaged.txt"));
  }

  @ParameterizedTest
  @MethodSource("dev.tcpunit.HostileTexts#all")
  void should_show_lines_that_were_not_read_as_they_are_written(String hostile) throws IOException {
    String text = "1.0 IP 10.0.0.1.1 > 10.0.0.2.2: Flags [.], ack 1, " + hostile;
    Trace trace = Traces.read(Files.writeString(folder.resolve("trace.txt"), text));

    assertThat(Texts.written(out -> new TextReport().withLadder(false).write(trace, out)))
        .contains("not read: line ")
        .matches(HostileTexts::isPrintable);
    assertThatThrownBy(() -> Traces.parseTcpdump(text))
        .hasMessageStartingWith("cannot read as tcpdump text:\n  line 1: ")
        .message()
        .matches(HostileTexts::isPrintable);
  }

  @Test
  void should_fit_a_hundred_columns() {
    TextReport report = new TextReport().withSegments();
    assertThat(Texts.written(out -> report.write(Texts.trace(Texts.REFUSED, Texts.UPLOAD), out)))
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 100));
  }
}
