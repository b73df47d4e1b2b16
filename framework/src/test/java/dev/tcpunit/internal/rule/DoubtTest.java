package dev.tcpunit.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.SegmentFeed;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.internal.rule.catalogue.RuleText;
import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Completeness.Damage;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps every rule from holding, though nothing speaks against it. */
class DoubtTest {
  private static final String CLOSED_AT_ONCE =
      """
      0.000000 > [S] 0 win 9000
      0.000010 < [S.] 0 ack 1 win 9000
      0.000020 > [FP.] 1:11 ack 1 win 9000
      0.000030 < [F.] 1 ack 12 win 9000
      0.000040 > [.] ack 2 win 9000
      """;

  /** What these say stands in captured segments, whatever else was missed. */
  private static final Set<String> PROVEN_BY_WHAT_IS_THERE =
      Set.of(
          "wasRefused",
          "wasCapturedFromStart",
          "negotiatedWindowScaling",
          "negotiatedTimestamps",
          "negotiatedSack",
          "negotiatedEcn",
          "usedFastOpen",
          "usedMptcp");

  private static final List<Rule<Connection>> HEADLINES =
      Stream.of("hasCompletedHandshake", "hasNoRetransmissions", "acksCoverAllBytes", "hasCleanFin")
          .map(name -> RuleText.of(name).ofConnection().orElseThrow())
          .toList();

  @Test
  void should_have_none_where_nothing_is_missing() {
    assertThat(HEADLINES)
        .extracting(rule -> judge(rule, Completeness.COMPLETE, FrameOutcome.NOT_TCP).outcome())
        .containsOnly(Outcome.HOLDS);
  }

  @ParameterizedTest
  @CsvSource({"1, the capture dropped 1 frame", "2, the capture dropped 2 frames"})
  void should_doubt_if_the_capture_dropped_frames(long dropped, String words) {
    Completeness incomplete = new Completeness(OptionalLong.of(dropped), Optional.empty());

    assertThat(Rules.ofConnection())
        .filteredOn(rule -> !PROVEN_BY_WHAT_IS_THERE.contains(rule.name()))
        .extracting(rule -> judge(rule, incomplete, FrameOutcome.NOT_TCP).outcome())
        .doesNotContain(Outcome.HOLDS);
    assertThat(HEADLINES)
        .extracting(rule -> judge(rule, incomplete, FrameOutcome.NOT_TCP).summary())
        .containsOnly("cannot be told: " + words);
  }

  @Test
  void should_doubt_if_the_file_could_not_be_read_on() {
    Completeness damaged =
        new Completeness(OptionalLong.empty(), Optional.of(new Damage(77, "it is 100% wrong")));

    assertThat(Rules.ofConnection())
        .filteredOn(rule -> !PROVEN_BY_WHAT_IS_THERE.contains(rule.name()))
        .extracting(rule -> judge(rule, damaged, FrameOutcome.NOT_TCP).outcome())
        .doesNotContain(Outcome.HOLDS);
    assertThat(HEADLINES)
        .extracting(rule -> judge(rule, damaged, FrameOutcome.NOT_TCP).summary())
        .containsOnly(
            "cannot be told: the capture could not be read on from byte 77: it is 100% wrong");
  }

  @Test
  void should_doubt_if_headers_were_cut_or_malformed() {
    assertThat(summary(FrameOutcome.TRUNCATED))
        .isEqualTo("cannot be told: the snap length cut the TCP header of 1 frame");
    assertThat(summary(FrameOutcome.MALFORMED))
        .isEqualTo("cannot be told: 1 malformed frame could not be read");
  }

  @ParameterizedTest
  @EnumSource(
      value = FrameOutcome.class,
      names = {"NOT_TCP", "FRAGMENT", "UNSUPPORTED_LINK", "TUNNEL"})
  void should_not_doubt_for_frames_of_others(FrameOutcome outcome) {
    assertThat(summary(outcome)).isEqualTo("CLIENT closed first; both FINs acknowledged");
  }

  private static String summary(FrameOutcome ignored) {
    return judge(TeardownRules.CLEAN_FIN, Completeness.COMPLETE, ignored).summary();
  }

  private static Verdict judge(
      Rule<Connection> rule, Completeness completeness, FrameOutcome ignored) {
    TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS);
    Scenario.read(CLOSED_AT_ONCE, SegmentFeed.into(analyzer));
    SegmentFeed.ignore(analyzer, ignored);
    Trace trace = analyzer.trace("scenario.txt", completeness, 0);
    return rule.judge(trace.connections().get(0));
  }
}
