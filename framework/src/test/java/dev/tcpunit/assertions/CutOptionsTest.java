package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A snap length that cuts the TCP options off takes away what they say: nothing may be told from
 * their absence.
 */
class CutOptionsTest {
  private static final Optional<AcceptanceReason> TOO_OLD =
      Optional.of(AcceptanceReason.ACK_TOO_OLD);

  /** Over a link each host has the first address, and sees its peer at the second. */
  private static final List<String> LEAVING_AND_ARRIVING = List.of("192.0.2.1", "192.0.2.2");

  private static final Duration TICKS = Duration.ofMillis(21);
  private static final String SYN = "the capture cut the options of the SYN off";

  /**
   * Of Ethernet, IPv4 and TCP: without options, with MSS and SACK, with timestamps, and between.
   */
  private static final List<Integer> SNAP_LENGTHS = List.of(54, 57, 60, 66, 68, 74, 78);

  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {
        "UPLOAD",
        "UPLOAD_OVER_IPV6",
        "UPLOAD_WITH_RESPONSE",
        "ZERO_WINDOW",
        "WINDOW_SHRUNK",
        "SMALL_WRITES",
        "NAGLE"
      })
  void should_not_say_otherwise_of_loopback_than_without_a_snap_length(Traffic traffic) {
    thenNothingElseIsSaid(traffic.recording());
  }

  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {
        "FAST_RETRANSMIT",
        "TIMED_OUT",
        "TAIL_LOSS_PROBE",
        "LONE_TAIL_AGAIN",
        "NEVER_HEARD",
        "FIN_AGAIN"
      })
  void should_not_say_otherwise_of_losses_than_without_a_snap_length(Traffic traffic) {
    thenNothingElseIsSaid(traffic.recording());
  }

  @ParameterizedTest
  @EnumSource(
      value = LinkTraffic.class,
      names = {"UPLOAD", "ONE_LOST", "OVERTAKEN", "DUPLICATED", "TIMESTAMPS_STRIPPED"})
  void should_not_say_otherwise_of_a_link_than_without_a_snap_length(LinkTraffic traffic) {
    thenNothingElseIsSaid(traffic.recording());
  }

  @ParameterizedTest
  @EnumSource(
      value = PathTraffic.class,
      names = {"UPLOAD", "ONE_LOST", "PAUSED"})
  void should_not_say_otherwise_of_a_path_than_without_a_snap_length(PathTraffic traffic) {
    thenNothingElseIsSaid(traffic.recording());
  }

  /** What the first SYN offers may be what was agreed to, whatever the next one offers. */
  @Test
  void should_not_tell_what_was_offered_where_one_of_several_SYNs_was_cut() {
    Trace trace =
        Traces.parseTcpdump(
            """
            12:00:00.000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 100, win 8192, options [mss 1460,nop,nop,TS[|tcp]>
            12:00:01.000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 100, win 8192, options [mss 1460], length 0
            12:00:01.010 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 900, ack 101, win 14600, options [mss 1460,nop,nop,TS val 5 ecr 4], length 0
            12:00:01.020 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 8192, options [nop,nop,TS val 5 ecr 5], length 0
            """);

    assertCannotTell(
        () -> assertThat(trace.connections().get(0)).negotiatedTimestamps(),
        "the capture cut the options of the SYN off");
  }

  /** As by tcprewrite: all checksums are wrong, and a snap length hides most of them. */
  @ParameterizedTest
  @EnumSource(
      value = LinkTraffic.class,
      names = {"UPLOAD", "ONE_LOST", "FORGED_RESET", "FORGED_RESET_OF_CLIENT", "NEVER_REPAIRED"})
  void should_not_say_otherwise_where_addresses_were_rewritten(LinkTraffic traffic) {
    thenNothingElseIsSaid(Patches.withOtherAddresses(traffic.recording()));
  }

  /** Its timestamp tells the copy of a SYN from a SYN that is sent again, and is cut off first. */
  @Test
  void should_not_say_otherwise_of_a_copied_SYN() {
    Recording copied = Patches.late(LinkTraffic.UPLOAD.recording().doubling(1), 2, TICKS);
    assertThat(copied.connection()).hasNoSynRetransmissions();
    thenNothingElseIsSaid(copied);
  }

  /** An ACK from before the connection is none of it, however large the windows may be. */
  @Test
  void should_not_say_otherwise_of_a_FIN_that_acknowledges_what_was_before_the_connection() {
    Recording forged = LinkTraffic.UPLOAD.recording();
    for (String source : LEAVING_AND_ARRIVING) {
      forged = Patches.patch(forged, source, Patches::withAckBelowStart);
    }
    assertThat(forged.connection().atServer().segments())
        .anyMatch(segment -> segment.acceptanceReason().equals(TOO_OLD));
    thenNothingElseIsSaid(forged);
  }

  @ParameterizedTest
  @ValueSource(ints = {54, 60, 66, 68})
  void should_not_tell_what_was_negotiated(int snapLength) {
    Connection connection = Traffic.UPLOAD.recording().cutTo(snapLength).connection();

    thenUnknown(() -> assertThat(connection).negotiatedSack());
    thenUnknown(() -> assertThat(connection).negotiatedTimestamps());
    thenUnknown(() -> assertThat(connection).negotiatedWindowScaling());
    thenUnknown(() -> assertThat(connection).negotiatedMss(65495));
    thenUnknown(() -> assertThat(connection).neverExceedsNegotiatedMss());
    thenUnknown(() -> assertThat(connection).carriesTimestampsThroughout());
    thenUnknown(() -> assertThat(connection).respectsAdvertisedWindow());
    thenUnknown(() -> assertThat(connection).client(c -> c.isNotWindowLimited()));
    thenUnknown(() -> assertThat(connection).client(c -> c.neverShrinksWindow()));
    thenUnknown(() -> assertThat(connection).server(s -> s.hasReceiveWindowAtLeast(1000)));
    thenUnknown(() -> assertThat(connection).server(s -> s.acknowledgesEverySecondFullSegment()));
    thenUnknown(() -> assertThat(connection).server(s -> s.hasAckRatioBetween(0.5, 2)));
  }

  @Test
  void should_still_tell_what_the_fixed_headers_say() {
    Connection connection = Traffic.UPLOAD.recording().cutTo(54).connection();

    assertThat(connection)
        .hasCompletedHandshake()
        .hasConnectionState(ConnectionState.SF)
        .hasNoRetransmissions()
        .closesWithin(Duration.ofSeconds(30));
  }

  @Test
  void should_not_tell_of_segments_without_their_options() {
    Connection cut = LinkTraffic.ONE_LOST.recording().cutTo(74).connection();

    assertThat(cut).negotiatedSack().negotiatedTimestamps();
    String reason = "the capture cut the options of ";
    assertCannotTell(() -> assertThat(cut).server(s -> s.hasNoDuplicateSacks()), reason);
    assertCannotTell(() -> assertThat(cut).hasNoMalformedSegments(), reason);
  }

  private static void thenUnknown(ThrowingCallable assertion) {
    assertCannotTell(assertion, SYN);
  }

  private static void thenNothingElseIsSaid(Recording whole) {
    Map<String, Outcome> told = outcomes(whole.connection());
    int ipv6 = whole.connection().client().isIpv6() ? 20 : 0;
    List<String> otherwise = new ArrayList<>();
    for (int snapLength : SNAP_LENGTHS) {
      outcomes(whole.cutTo(snapLength + ipv6).connection())
          .forEach(
              (rule, outcome) -> {
                if (outcome != Outcome.CANNOT_TELL && outcome != told.get(rule)) {
                  otherwise.add(
                      "%d: %s %s, not %s".formatted(snapLength, rule, outcome, told.get(rule)));
                }
              });
    }
    assertThat(otherwise).isEmpty();
  }

  private static Map<String, Outcome> outcomes(Connection connection) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    Rules.ofConnection().forEach(rule -> put(rule, connection, "", outcomes));
    put(AssertionsWithParameters.answers(assertThat(connection)), "", outcomes);
    for (Flow flow : connection.flows()) {
      Rules.ofFlow().forEach(rule -> put(rule, flow, flow.sender() + " ", outcomes));
      put(AssertionsWithParameters.answers(assertThat(flow)), flow.sender() + " ", outcomes);
    }
    return outcomes;
  }

  private static <T> void put(Rule<T> rule, T subject, String of, Map<String, Outcome> outcomes) {
    outcomes.put(of + rule.name(), rule.judge(subject).outcome());
  }

  private static void put(List<String> answers, String of, Map<String, Outcome> outcomes) {
    for (String answer : answers) {
      String[] words = answer.split(": ", 2);
      Outcome outcome =
          words[1].equals("holds")
              ? Outcome.HOLDS
              : words[1].contains("it cannot be told") ? Outcome.CANNOT_TELL : Outcome.VIOLATED;
      outcomes.put(of + words[0] + "(...)", outcome);
    }
  }
}
