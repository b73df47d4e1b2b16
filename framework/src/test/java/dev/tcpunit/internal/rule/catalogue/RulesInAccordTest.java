package dev.tcpunit.internal.rule.catalogue;

import static dev.tcpunit.internal.verdict.Verdict.Outcome.CANNOT_TELL;
import static dev.tcpunit.internal.verdict.Verdict.Outcome.HOLDS;
import static dev.tcpunit.internal.verdict.Verdict.Outcome.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rules that mean the same, follow from each other or exclude each other never contradict
 * themselves, whatever was captured; any of them may be unable to tell.
 */
class RulesInAccordTest {
  private static final Map<String, Rule<Connection>> PARSED = new HashMap<>();

  /** Where the first holds, the second is not violated. */
  private static final Map<String, List<String>> IMPLIED =
      Map.ofEntries(
          Map.entry(
              "hasNoRetransmissions",
              List.of(
                  "hasNoSynRetransmissions",
                  "client(hasNoRetransmissions)",
                  "server(hasNoRetransmissions)")),
          Map.entry(
              "client(hasNoRetransmissions)",
              List.of(
                  "client(hasNoTimeoutRetransmissions)",
                  "client(hasNoSpuriousRetransmissions)",
                  "client(hasNoFastRetransmissions)",
                  "client(hasNoTailLossProbes)",
                  "client(hasRetransmissions(0))")),
          Map.entry("server(hasNoRetransmissions)", List.of("server(hasRetransmissions(0))")),
          Map.entry("client(sendsNoByteMoreThan(1))", List.of("client(hasRetransmissions(0))")),
          Map.entry(
              "hasCleanFin",
              List.of(
                  "acksCoverAllBytes",
                  "wasNotAborted",
                  "hasCompletedHandshake",
                  "losesNoDataOnClose",
                  "client(hasNoUnacknowledgedTail)")),
          Map.entry("hasConnectionState(SF)", List.of("hasCompletedHandshake")),
          Map.entry("hasConnectionState(REJ)", List.of("wasRefused")),
          Map.entry("wasRefused", List.of("hasConnectionState(REJ)")),
          Map.entry("isComplete", List.of("hasCompletedHandshake", "wasCapturedFromStart")),
          Map.entry("isEstablished", List.of("hasCompletedHandshake")),
          Map.entry(
              "acksCoverAllBytes",
              List.of("client(hasAllBytesAcknowledged)", "server(hasAllBytesAcknowledged)")),
          Map.entry("hasNoResets", List.of("hasNoResetAfterFin", "wasNotAborted")),
          Map.entry("hasValidChecksums", List.of("hasNoBadChecksums")),
          Map.entry(
              "hasNoZeroWindow", List.of("client(hasNoZeroWindow)", "server(hasNoZeroWindow)")),
          Map.entry("hasNoReorderedSegments", List.of("client(hasNoReorderedSegments)")));

  /** Where the first cannot be told, the second does not hold: it says as much or more. */
  private static final Map<String, String> AS_DOUBTFUL =
      Map.of(
          "client(hasRetransmissions(0))", "client(hasNoRetransmissions)",
          "server(hasRetransmissions(0))", "server(hasNoRetransmissions)");

  /** Not both hold. */
  private static final List<List<String>> EXCLUSIVE =
      List.of(
          List.of("hasCompletedHandshake", "wasRefused"),
          List.of("hasCompletedHandshake", "hasConnectionState(S0)"),
          List.of("hasCleanFin", "hasConnectionState(S1)"),
          List.of("hasCleanFin", "isEstablished"),
          List.of("hasCleanFin", "wasResetBy(CLIENT)"),
          List.of("hasCleanFin", "wasResetBy(SERVER)"),
          List.of("hasNoResets", "wasResetBy(CLIENT)"),
          List.of("wasNotAborted", "wasResetBy(CLIENT)"),
          List.of("wasNotAborted", "wasResetBy(SERVER)"),
          List.of("isEstablished", "isComplete"),
          List.of("wasClosedFirstBy(CLIENT)", "wasClosedFirstBy(SERVER)"),
          List.of("waitsForContinue", "doesNotWaitForContinue"),
          List.of("client(hasRetransmissions(0))", "client(hasRetransmissions(1))"));

  @ParameterizedTest
  @EnumSource
  void should_not_contradict_each_other_on_scenarios(VantagePoint where) throws Exception {
    Path root = Path.of(RulesInAccordTest.class.getResource("/scenarios").toURI());
    List<String> found = new ArrayList<>();
    for (Path file : files(root)) {
      judge(Scenario.trace(Files.readString(file), where, 60_000), file, found);
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void judge(Trace trace, Path file, List<String> found) {
    for (Connection connection : trace.connections()) {
      new Verdicts(connection, file.getFileName() + " " + connection.vantagePoint(), found).check();
    }
  }

  /** What the rules say of one connection, each asked once. */
  private record Verdicts(
      Connection connection, String of, List<String> found, Map<String, Outcome> outcomes) {
    Verdicts(Connection connection, String of, List<String> found) {
      this(connection, of, found, new HashMap<>());
    }

    void check() {
      IMPLIED.forEach((rule, implied) -> implied.forEach(other -> checkImplied(rule, other)));
      AS_DOUBTFUL.forEach(this::checkDoubtful);
      for (List<String> both : EXCLUSIVE) {
        if (both.stream().allMatch(rule -> is(HOLDS, rule))) {
          found.add(of + ": both hold: " + both);
        }
      }
      connection.flows().forEach(this::checkBytes);
    }

    private void checkImplied(String rule, String other) {
      boolean loopback =
          rule.contains("hasNoRetransmissions")
              && !HostReordering.needlessResends(connection).isEmpty();
      // A loopback's own resends are counted, and held against nobody.
      if (!loopback && is(HOLDS, rule) && is(VIOLATED, other)) {
        found.add(of + ": " + rule + " holds, violated: " + other);
      }
    }

    private void checkDoubtful(String rule, String other) {
      if (is(CANNOT_TELL, rule) && is(HOLDS, other)) {
        found.add(of + ": " + rule + " cannot be told, holds: " + other);
      }
    }

    /** Of two bounds that exclude each other and leave nothing between, one is kept. */
    private void checkBytes(Flow flow) {
      String side = flow.sender().name().toLowerCase(Locale.ROOT);
      for (long bytes = Math.max(1, flow.bytes()); bytes <= flow.bytes() + 1; bytes++) {
        String least = "%s(hasByteCountAtLeast(%d))".formatted(side, bytes);
        String most = "%s(hasByteCountAtMost(%d))".formatted(side, bytes - 1);
        for (Outcome outcome : List.of(HOLDS, VIOLATED)) {
          if (is(outcome, least) && is(outcome, most)) {
            found.add(of + ": " + least + " and " + most + ": " + outcome);
          }
        }
      }
    }

    private boolean is(Outcome outcome, String rule) {
      return outcome
          == outcomes.computeIfAbsent(
              rule,
              text ->
                  PARSED
                      .computeIfAbsent(text, t -> RuleText.of(t).ofConnection().orElseThrow())
                      .judge(connection)
                      .outcome());
    }
  }
}
