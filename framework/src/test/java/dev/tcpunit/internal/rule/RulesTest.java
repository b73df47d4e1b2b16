package dev.tcpunit.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.internal.rule.catalogue.RuleText;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.rule.trace.EveryConnection;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.VerdictListener;
import dev.tcpunit.internal.verdict.VerdictListeners;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final String UPLOAD =
      """
      0.000000 > [S] 0 win 9000
      0.000009 < [S.] 0 ack 1 win 9000
      0.000016 > [.] ack 1 win 9000
      0.000266 > [P.] 1:1487 ack 1 win 9000
      0.000270 < [P.] 1:243 ack 1487 win 9000
      0.000280 > [F.] 1487 ack 243 win 9000
      0.000290 < [F.] 243 ack 1488 win 9000
      0.000300 > [.] ack 244 win 9000
      """;

  private static final List<Rule<Connection>> HEADLINES =
      Stream.of("hasCompletedHandshake", "hasNoRetransmissions", "acksCoverAllBytes", "hasCleanFin")
          .map(name -> RuleText.of(name).ofConnection().orElseThrow())
          .toList();

  private final Trace trace = Scenario.trace(UPLOAD);

  @Test
  void should_give_the_evidence_of_what_holds_in_one_line() {
    assertThat(HEADLINES)
        .extracting(rule -> rule.judge(trace.connections().get(0)))
        .allMatch(Verdict::holds)
        .extracting(verdict -> verdict.rule() + ": " + verdict.summary() + verdict.message())
        .containsExactly(
            "hasCompletedHandshake: SYN, SYN-ACK, ACK in 0.016 ms",
            "hasNoRetransmissions: 5 + 3 segments, none sent twice",
            "acksCoverAllBytes: 1486 + 242 bytes acknowledged",
            "hasCleanFin: CLIENT closed first; both FINs acknowledged");
  }

  @Test
  void should_say_what_was_judged_and_where_the_rule_is_written() {
    Verdict verdict = TeardownRules.CLEAN_FIN.judge(trace.connections().get(0));

    assertThat(verdict.subject()).isEqualTo("127.0.0.1:35648 > 127.0.0.1:8081 (8 segments)");
    assertThat(verdict.trace()).isSameAs(trace);
    assertThat(HEADLINES)
        .extracting(Rule::source)
        .containsExactly("RFC 9293 s3.5", "RFC 9293 s3.8.1", "RFC 9293 s3.4", "RFC 9293 s3.6");
  }

  @Test
  void should_judge_every_connection_of_a_trace_by_the_same_rule() {
    Verdict verdict = new EveryConnection(TeardownRules.CLEAN_FIN).judge(trace);

    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.summary()).isEqualTo("1 connection, none failed");
  }

  @Test
  void should_tell_listeners_until_they_are_removed() {
    List<Verdict> heard = new ArrayList<>();
    VerdictListener listener = heard::add;
    Verdict verdict = TeardownRules.CLEAN_FIN.judge(trace.connections().get(0));

    VerdictListeners.add(listener);
    VerdictListeners.tell(verdict);
    VerdictListeners.remove(listener);
    VerdictListeners.tell(verdict);

    assertThat(heard).containsExactly(verdict);
  }
}
