package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a rule says of a capture it says again of the file that was saved of it, to the last word,
 * and so does each assertion that takes parameters. Left out are the two that no file can answer,
 * and that need a kernel that still runs: {@code matchesKernelCounters} and {@code matchesTcpInfo},
 * whose counters and sockets are in no capture.
 */
class SavedCaptureTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Traffic.class)
  void should_give_the_same_verdicts_of_loopback(Traffic traffic) throws IOException {
    thenSavedAndReadIsTheSame(traffic.recording());
  }

  @ParameterizedTest
  @EnumSource(LinkTraffic.class)
  void should_give_the_same_verdicts_of_a_link(LinkTraffic traffic) throws IOException {
    thenSavedAndReadIsTheSame(traffic.recording());
  }

  @ParameterizedTest
  @EnumSource(Traffic.class)
  void should_give_the_same_verdicts_of_headers_alone(Traffic traffic) throws IOException {
    thenSavedAndReadIsTheSame(traffic.recording().cutTo(100));
  }

  @ParameterizedTest
  @EnumSource(Traffic.class)
  void should_give_the_same_verdicts_if_frames_were_dropped(Traffic traffic) throws IOException {
    thenSavedAndReadIsTheSame(traffic.recording().dropping(3));
  }

  @ParameterizedTest
  @EnumSource(Traffic.class)
  void should_give_the_same_verdicts_if_it_ended_too_soon(Traffic traffic) throws IOException {
    Recording whole = traffic.recording();
    thenSavedAndReadIsTheSame(whole.endingWith(whole.frames().size() - 1));
  }

  private void thenSavedAndReadIsTheSame(Recording recording) throws IOException {
    Path file = folder.resolve("saved.pcapng");
    recording.save(file);
    List<String> before = verdicts(recording.trace());
    assertThat(before).hasSizeGreaterThan(Rules.ofTrace().size());

    assertThat(verdicts(read(file))).containsExactlyElementsOf(before);
  }

  /** Under the name that messages have for the recording itself. */
  private static Trace read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Traces.read(in, Recording.SOURCE, AnalysisOptions.EVERYTHING);
    }
  }

  private static List<String> verdicts(Trace trace) {
    List<String> all = new ArrayList<>();
    judge(Rules.ofTrace(), trace, all);
    all.addAll(AssertionsWithParameters.answers(TcpAssertions.assertThat(trace)));
    for (Connection connection : trace.connections()) {
      judge(connection, all);
      if (connection.isSeenAtBothEnds()) {
        judge(connection.atServer(), all);
      }
    }
    return all;
  }

  private static void judge(Connection connection, List<String> all) {
    judge(Rules.ofConnection(), connection, all);
    judge(Rules.ofFlow(), connection.clientToServer(), all);
    judge(Rules.ofFlow(), connection.serverToClient(), all);
    all.addAll(AssertionsWithParameters.answers(TcpAssertions.assertThat(connection)));
    all.addAll(
        AssertionsWithParameters.answers(TcpAssertions.assertThat(connection.clientToServer())));
    all.addAll(
        AssertionsWithParameters.answers(TcpAssertions.assertThat(connection.serverToClient())));
  }

  private static <T> void judge(List<Rule<T>> rules, T subject, List<String> all) {
    for (Rule<T> rule : rules) {
      Verdict verdict = rule.judge(subject);
      all.add(
          "%s %s of %s: %s%n%s"
              .formatted(
                  verdict.outcome(),
                  verdict.rule(),
                  verdict.subject(),
                  verdict.summary(),
                  verdict.message()));
    }
  }
}
