package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {
  private static final Pattern READ =
      Pattern.compile("(?:text|oneOf|parse|getProperty)\\(\\s*\"(tcpunit\\.[A-Za-z.]+)\"");

  @ParameterizedTest
  @CsvSource({
    "tcpunit.artefacts, tcpunit.artifacts",
    "tcpunit.unavailble, tcpunit.unavailable",
    "tcpunit.settletimeout, tcpunit.settleTimeout",
    "tcpunit.settle-timeout, tcpunit.settleTimeout",
    "tcpunit.timeout, tcpunit.settleTimeout",
    "tcpunit.port, tcpunit.ports",
    "tcpunit.reports, tcpunit.report",
    "tcpunit.sandobx, tcpunit.sandbox",
    "TCPUNIT.engine, tcpunit.engine",
    "tcpunit.failOnInconclusiv, tcpunit.failOnInconclusive"
  })
  void should_tell_the_setting_that_was_meant(String typed, String meant) {
    assertThat(SettingNames.isKnown(typed)).isFalse();
    assertThat(SettingNames.meantBy(typed)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcpunit.engine",
        "tcpunit.sweep.shard",
        // Properties of projects, ours among them.
        "tcpunit.version",
        "tcpunit.require",
        "tcpunit.messages",
        "tcpunit.corpus",
        "tcpunit.verdicts",
        "tcpunit.page",
        "tcpunit.api",
        "tcpunit.jar",
        "junit.artefacts"
      })
  void should_leave_known_names_and_those_of_others_alone(String name) {
    assertThat(SettingNames.meantBy(name)).isEmpty();
  }

  @Test
  void should_name_where_the_first_mistyped_one_is() {
    assertThat(
            SettingNames.complaint(
                List.of("java.home", "tcpunit.engine", "tcpunit.portz"), "a system property"))
        .contains(
            "there is no setting tcpunit.portz (a system property); did you mean tcpunit.ports?");
    assertThat(SettingNames.complaint(List.of("tcpunit.engine"), "in a file")).isEmpty();
  }

  @Test
  void should_know_every_setting_that_is_read() throws Exception {
    List<String> read = sources().flatMap(SettingNamesTest::settings).distinct().toList();

    assertThat(read).hasSizeGreaterThan(9).allMatch(SettingNames::isKnown);
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  private static Stream<String> settings(Path source) {
    try {
      return READ.matcher(Files.readString(source))
          .results()
          .map((MatchResult found) -> found.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
