package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.rule.size.Throughput;
import dev.tcpunit.internal.rule.window.ZeroWindowStall;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.report.Explanation;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A clean upload, one end of which is a door: nothing is told of what that end did. */
class BehindDoorTest {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] CLIENTS = {127, 65, 0, 1};

  private static final String CLEAN =
      """
      12:00:00.000000 IP 127.65.0.1.40000 > 127.0.0.1.5432: Flags [S], seq 100, win 65535, \
      options [mss 65495,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0
      12:00:00.000010 IP 127.0.0.1.5432 > 127.65.0.1.40000: Flags [S.], seq 500, ack 101, \
      win 65535, options [mss 65495,sackOK,TS val 2 ecr 1,nop,wscale 7], length 0
      12:00:00.000020 IP 127.65.0.1.40000 > 127.0.0.1.5432: Flags [.], ack 1, win 512, length 0
      12:00:00.000030 IP 127.65.0.1.40000 > 127.0.0.1.5432: Flags [P.], seq 1:1001, ack 1, \
      win 512, length 1000
      12:00:00.000040 IP 127.0.0.1.5432 > 127.65.0.1.40000: Flags [.], ack 1001, win 512, length 0
      12:00:00.000050 IP 127.0.0.1.5432 > 127.65.0.1.40000: Flags [P.], seq 1:11, ack 1001, \
      win 512, length 10
      12:00:00.000060 IP 127.65.0.1.40000 > 127.0.0.1.5432: Flags [.], ack 11, win 512, length 0
      12:00:00.000070 IP 127.65.0.1.40000 > 127.0.0.1.5432: Flags [F.], seq 1001, ack 11, \
      win 512, length 0
      12:00:00.000080 IP 127.0.0.1.5432 > 127.65.0.1.40000: Flags [F.], seq 11, ack 1002, \
      win 512, length 0
      12:00:00.000090 IP 127.65.0.1.40000 > 127.0.0.1.5432: Flags [.], ack 12, win 512, length 0
      """;

  private static Trace through(Set<Endpoint> doors) {
    return Traces.parseTcpdump(CLEAN, AnalysisOptions.SEGMENTS.throughDoors(doors));
  }

  private static Connection behind(Role end) {
    Endpoint door = end == Role.SERVER ? Endpoint.of(LOOPBACK, 5432) : Endpoint.of(CLIENTS, 0);
    return through(Set.of(door)).connections().get(0);
  }

  private static List<String> withOutcome(List<Verdict> verdicts, Outcome outcome) {
    return verdicts.stream()
        .filter(verdict -> verdict.outcome() == outcome)
        .map(Verdict::rule)
        .distinct()
        .toList();
  }

  private static <T> List<Verdict> judged(List<Rule<T>> rules, T subject) {
    return rules.stream().map(rule -> rule.judge(subject)).toList();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void should_tell_of_the_connection_only_what_was_on_the_wire(Role end) {
    List<Verdict> verdicts = judged(Rules.ofConnection(), behind(end));
    assertThat(withOutcome(verdicts, Outcome.HOLDS))
        .isSubsetOf(
            "wasCapturedFromStart",
            "hasNoBadChecksums",
            "hasNoMalformedSegments",
            "hasNoNetworkDuplicates",
            "hasNoReorderedSegments");
    assertThat(withOutcome(verdicts, Outcome.VIOLATED)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void should_tell_nothing_of_what_the_end_behind_it_sent(Role end) {
    List<Verdict> verdicts = judged(Rules.ofFlow(), behind(end).flow(end));
    assertThat(withOutcome(verdicts, Outcome.CANNOT_TELL)).hasSameSizeAs(verdicts);
    assertThat(verdicts)
        .extracting(Verdict::summary)
        .contains(
            "cannot be told: behind a door: what was captured of the %s is what TcpUnit's door did"
                .formatted(end.word()));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void should_judge_what_the_end_inside_sent_as_without_a_door(Role end) {
    List<Verdict> plain =
        judged(Rules.ofFlow(), through(Set.of()).connections().get(0).flow(end.peer()));
    List<Verdict> verdicts = judged(Rules.ofFlow(), behind(end).flow(end.peer()));
    assertThat(withOutcome(verdicts, Outcome.HOLDS)).contains("hasNoRetransmissions");
    assertThat(withOutcome(plain, Outcome.HOLDS)).containsAll(withOutcome(verdicts, Outcome.HOLDS));
    assertThat(withOutcome(verdicts, Outcome.HOLDS)).doesNotContain("hasAllBytesAcknowledged");
    assertThat(withOutcome(plain, Outcome.HOLDS)).contains("hasAllBytesAcknowledged");
  }

  @Test
  void should_not_tell_of_the_end_inside_what_the_other_has_to_do_with() {
    Flow plain = through(Set.of()).connections().get(0).clientToServer();
    Flow toDoor = behind(Role.SERVER).clientToServer();
    assertThat(hiddenByDoor(Rules.ofFlow(), plain, toDoor))
        .containsExactlyInAnyOrder(
            "hasAllBytesAcknowledged",
            "hasNoUnacknowledgedTail",
            "hasNoDuplicateSacks",
            "isNotWindowLimited");
    List<Rule<Flow>> withParameters =
        List.of(new Throughput(1), new ZeroWindowStall(Duration.ofSeconds(1)));
    assertThat(hiddenByDoor(withParameters, plain, toDoor))
        .containsExactly("hasThroughputAtLeast", "hasNoZeroWindowStallLongerThan");
  }

  /** Those that hold where there is none. */
  private static List<String> hiddenByDoor(List<Rule<Flow>> rules, Flow plain, Flow toDoor) {
    return rules.stream()
        .filter(rule -> rule.judge(plain).holds() && !rule.judge(toDoor).holds())
        .map(Rule::name)
        .toList();
  }

  @Test
  void should_say_so_in_the_message() {
    assertThatThrownBy(() -> assertThat(behind(Role.SERVER)).hasCleanFin())
        .hasMessageContainingAll(
            "127.65.0.1:40000 > 127.0.0.1:5432 (10 segments, server behind a door)",
            "but it cannot be told: behind a door: what was captured of the server is what");
  }

  @Test
  void should_mark_it_in_reports() {
    Trace trace = behind(Role.SERVER).trace();
    StringWriter json = new StringWriter();
    new JsonReport().write(trace, json);
    assertThat(json.toString()).contains("\"door\":\"SERVER\"");
    StringWriter text = new StringWriter();
    Explanation.write(trace.connections().get(0), new PrintWriter(text));
    assertThat(text.toString().replaceAll("\\s+", " ")).contains("; the server is behind a door");
  }

  @Test
  void should_take_no_other_connection_for_one_through_a_door() {
    assertThat(through(Set.of(Endpoint.of(LOOPBACK, 5433))).connections().get(0).door()).isEmpty();
    assertThat(through(Set.of(Endpoint.of(CLIENTS, 1))).connections().get(0).door()).isEmpty();
    assertThat(through(Set.of()).connections().get(0).door()).isEmpty();
  }
}
