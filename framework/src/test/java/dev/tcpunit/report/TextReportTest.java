package dev.tcpunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextReportTest {
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

  @Test
  void should_fit_a_hundred_columns() {
    TextReport report = new TextReport().withSegments();
    assertThat(Texts.written(out -> report.write(Texts.trace(Texts.REFUSED, Texts.UPLOAD), out)))
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 100));
  }
}
