package dev.tcpunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainArgumentsTest {
  @Test
  void should_take_names_of_files() {
    assertThat(plain("analyze a.pcap"))
        .contains(new PlainArguments(Analysis.Format.TEXT, List.of("a.pcap")));
    assertThat(plain("analyze - a.pcap b"))
        .contains(new PlainArguments(Analysis.Format.TEXT, List.of("-", "a.pcap", "b")));
  }

  @Test
  void should_take_the_format_of_programs() {
    PlainArguments json = new PlainArguments(Analysis.Format.JSON, List.of("a.pcap", "-"));
    assertThat(plain("analyze --format json a.pcap -")).contains(json);
    assertThat(plain("analyze -f json a.pcap -")).contains(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "analyze",
        "explain a.pcap",
        "analyze -s a.pcap",
        "analyze a.pcap --segments",
        "analyze @arguments",
        "analyze --format json",
        "analyze --format json --segments a.pcap",
        "analyze --format xml a.pcap",
        "analyze -f=json a.pcap",
        "analyze a.pcap -f json",
      })
  void should_leave_all_else_to_a_parser(String line) {
    assertThat(plain(line)).isEmpty();
  }

  @Test
  void should_leave_an_empty_name_to_a_parser() {
    assertThat(PlainArguments.of("analyze", "")).isEmpty();
  }

  private static Optional<PlainArguments> plain(String line) {
    return PlainArguments.of(line.split(" "));
  }
}
