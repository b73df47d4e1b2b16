package dev.tcpunit.maven;

import static dev.tcpunit.rule.RuleVerdict.Outcome.CANNOT_TELL;
import static dev.tcpunit.rule.RuleVerdict.Outcome.HOLDS;
import static dev.tcpunit.rule.RuleVerdict.Outcome.VIOLATED;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.baseline.BaselineMode;
import dev.tcpunit.rule.TcpRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCheckTest {
  private static final String REFUSED =
      """
      0.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 100, win 64240, length 0
      0.000100 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [R.], seq 0, ack 101, win 0, length 0
      """;
  private static final String COMPLETED =
      """
      1.000000 IP 10.0.0.1.40001 > 10.0.0.2.443: Flags [S], seq 100, win 64240, length 0
      1.000100 IP 10.0.0.2.443 > 10.0.0.1.40001: Flags [S.], seq 500, ack 101, win 64240, length 0
      1.000200 IP 10.0.0.1.40001 > 10.0.0.2.443: Flags [.], ack 501, win 64240, length 0
      """;
  private static final String NOT_CAPTURED =
      """
      2.000000 IP 10.0.0.1.40002 > 10.0.0.2.25: Flags [P.], seq 1:11, ack 1, win 64240, length 10
      """;

  @TempDir Path folder;

  @Test
  void should_judge_every_connection_and_sort_the_messages_by_outcome() throws Exception {
    CheckResults results = judge(Set.of());
    then(results.results())
        .extracting(CheckResults.Result::outcome)
        .containsExactly(VIOLATED, HOLDS, CANNOT_TELL);
    then(results.summary()).isEqualTo("3 verdicts: 1 HOLDS, 1 VIOLATED, 1 CANNOT_TELL");
    then(results.messages(HOLDS)).containsExactly("");
    then(results.messages(VIOLATED))
        .singleElement()
        .asString()
        .contains("10.0.0.1:40000 > 10.0.0.2:80");
    then(results.messages(CANNOT_TELL))
        .singleElement()
        .asString()
        .contains("10.0.0.1:40002 > 10.0.0.2:25");
  }

  @Test
  void should_judge_only_connections_to_the_ports_that_are_named() throws Exception {
    then(judge(Set.of(443)).results())
        .singleElement()
        .satisfies(result -> then(result.connection()).contains("10.0.0.2:443"));
    then(judge(Set.of(40_000)).results()).isEmpty();
  }

  @Test
  void should_name_the_ports_that_were_captured_where_none_was_to_be_judged() throws Exception {
    CheckResults results = judge(Set.of(40_000));
    then(results.checkedNothing()).isTrue();
    then(nothingChecked(List.of(folder.resolve("dump.txt")), List.of(), results, Set.of(40_000)))
        .isEqualTo(
            "No connection was checked: tcpunit.ports names 40000, but the captured connections"
                + " are to 25, 80, 443");
  }

  @Test
  void should_not_blame_ports_where_none_were_named() throws Exception {
    CheckResults nothing = new CheckResults(0, List.of(), List.of());
    Path capture = folder.resolve("a.pcapng");
    then(nothingChecked(List.of(), List.of(), nothing, Set.of()))
        .startsWith("No connection was checked: there is no capture in " + folder + "\n")
        .endsWith("Tests leave a capture with tcpunit.artifacts=always, start and stop always do.");
    then(nothingChecked(List.of(), List.of(capture), nothing, Set.of()))
        .contains("this build has left no capture")
        .contains("tcpunit.earlierCaptures=true");
    then(nothingChecked(List.of(capture), List.of(), nothing, Set.of()))
        .isEqualTo("No connection was checked: there is none in the captures of " + folder);
  }

  private String nothingChecked(
      List<Path> current, List<Path> earlier, CheckResults results, Set<Integer> ports) {
    return NothingChecked.message(
        folder.toFile(), new BuildCaptures(current, earlier), results, ports, Optional.empty());
  }

  @Test
  void should_tell_the_captures_of_this_build_from_those_of_earlier_ones() throws Exception {
    Instant start = Instant.parse("2026-01-01T12:00:00Z");
    Path earlier = writtenAt("earlier.pcapng", start.minusMillis(1));
    Path current = writtenAt("current.pcapng", start.plusMillis(1));
    then(BuildCaptures.of(List.of(earlier, current), start))
        .isEqualTo(new BuildCaptures(List.of(current), List.of(earlier)));
  }

  private Path writtenAt(String name, Instant time) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "");
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }

  @Test
  void should_find_captures_in_folders_in_order_and_nothing_else() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("b/c"));
    Files.writeString(inner.resolve("two.pcapng"), "");
    Files.writeString(folder.resolve("a.pcapng"), "");
    Files.writeString(folder.resolve("check.json"), "");
    then(CaptureFiles.in(folder))
        .containsExactly(folder.resolve("a.pcapng"), inner.resolve("two.pcapng"));
    then(CaptureFiles.in(folder.resolve("none"))).isEmpty();
  }

  @Test
  void should_judge_sides_and_whole_captures_too() throws Exception {
    CheckResults results =
        judge(Set.of(443), "hasConnectionCount(3), server(hasByteCount(0)), hasCleanFin");
    then(results.results())
        .extracting(CheckResults.Result::rule, CheckResults.Result::outcome)
        .containsExactly(
            tuple("hasConnectionCount(3)", HOLDS),
            tuple("server(hasByteCount(0))", HOLDS),
            tuple("hasCleanFin", VIOLATED));
    then(judge(Set.of(444), "hasConnectionCount(3)").checkedNothing()).isTrue();
  }

  private CheckResults judge(Set<Integer> ports) throws Exception {
    return judge(ports, "hasCompletedHandshake");
  }

  private CheckResults judge(Set<Integer> ports, String rules) throws Exception {
    Path capture =
        Files.writeString(folder.resolve("dump.txt"), REFUSED + COMPLETED + NOT_CAPTURED);
    CaptureBaselines none =
        new CaptureBaselines(List.of(), folder, folder.resolve("output"), BaselineMode.NONE);
    return new CaptureCheck(TcpRule.listOf(rules), ports, none).judge(List.of(capture));
  }
}
