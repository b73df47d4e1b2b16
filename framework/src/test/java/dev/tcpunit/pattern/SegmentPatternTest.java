package dev.tcpunit.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.pattern.PatternMatch.Expectation;
import dev.tcpunit.pattern.PatternMatch.Outcome;
import dev.tcpunit.trace.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What patterns mean, on one upload: a retransmission in the middle, closed by the client. */
class SegmentPatternTest {
  private static final Connection UPLOAD =
      connection(
          """
          0.000000 > [S] 0 win 43690 <mss 1460,sackOK,TS val 1 ecr 0,wscale 7>
          0.000010 < [S.] 0 ack 1 win 43690 <mss 1460,sackOK,TS val 1 ecr 1,wscale 7>
          0.000020 > [.] ack 1 win 342 <TS val 1 ecr 1>
          0.000100 > [.] 1:1461 ack 1 win 342 <TS val 1 ecr 1>
          0.000110 > [P.] 1461:2021 ack 1 win 342 <TS val 1 ecr 1>
          0.000200 < [.] ack 1461 win 400 <TS val 1 ecr 1>
          0.210000 > [P.] 1461:2021 ack 1 win 342 <TS val 210 ecr 1>
          0.210100 < [.] ack 2021 win 400 <TS val 210 ecr 210>
          0.300000 > [F.] 2021 ack 1 win 342 <TS val 300 ecr 210>
          0.300100 < [F.] 1 ack 2022 win 400 <TS val 300 ecr 300>
          0.300200 > [.] ack 2 win 342 <TS val 300 ecr 300>
          """);

  private static Connection connection(String text) {
    return Scenario.trace(text).connections().get(0);
  }

  private static PatternMatch match(String pattern) {
    return SegmentPattern.of(pattern).match(UPLOAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...",
        "> S < S. > . ( > data | < . )* > F. < F. > .",
        "> S < S. > . > data > data < . > data < . > F. < F. > .",
        "> S < S. > . (> data+ < .){2} > F. < F. > .",
        "> S < S. > . (> data+ < .)+ > F. < F. > .",
        "> S < S. > . (> data{1460} > data{560} < .|> data{1,} < .){2,3} > F. < F. > .",
        "> S\n< S. // the answer\n> .   // done\n...",
        "<>any{11}",
        "<> any{1,}",
        "... > retransmission ...",
        "... > retransmission !fast-retransmission ...",
        "... > data retransmission after 200ms < . within 1ms ...",
        "... > !new data ...",
        "... > 1461:2021 ack 1 win 342 len 560 ...",
        "... > [P.] ... > [P.] ...",
        "> S ... > F. ...",
        "((> S)) (<S.)? (< F.)? ...",
        "> S < S. > . > data > P. ...",
        "... < F. > .",
        "(> any | < any)*",
        "((> any*)*|(< any)*)*",
        "> S < S. ( ... ) < F. > .",
        "... > F. within 90ms ...",
      })
  void should_follow(String pattern) {
    assertThat(match(pattern)).extracting(PatternMatch::outcome).isEqualTo(Outcome.FOLLOWS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> S",
        "< S ...",
        "> S. ...",
        "> S < S. > . > . ...",
        "> S < S. > . > data{3} ...",
        "> S < S. > . > data{1461} ...",
        "> S < S. > . > data{1,1459} ...",
        "> S < S. > . (> data){3} ...",
        "<>any{10}",
        "<> any{1,10}",
        "> S < S. > . within 9us ...",
        "> S < S. after 11us ...",
        "> S < S. > . > [P.] ...",
        "> S < S. > . > data !new ...",
        "> [S.] ...",
        "> S < S. > . ( > data | < . )* < F. ...",
      })
  void should_not_follow_whatever_comes(String pattern) {
    assertThat(match(pattern)).extracting(PatternMatch::outcome).isEqualTo(Outcome.DIFFERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "... > R",
        "... < fast-retransmission ...",
        "... < data ...",
        "... > dup-ack ...",
        "... < zero-window ...",
        "> S < S. > . ( > data | < . )* > F. < F. > . > .",
        "<> any{12}",
        "<> any{12,}",
        "... > data retransmission within 200ms ...",
        "... < F. > . within 99us",
      })
  void should_be_a_beginning(String pattern) {
    assertThat(match(pattern)).extracting(PatternMatch::outcome).isEqualTo(Outcome.PREFIX);
  }

  @Test
  void should_say_where_it_differs_and_what_was_expected_there() {
    assertThat(match("> S  < S.  > .  < data+  > F."))
        .isEqualTo(
            new PatternMatch(Outcome.DIFFERS, 3, List.of(new Expectation("< data", 16)), false));
    assertThat(match("> S  < S.  ( > . | < . )"))
        .isEqualTo(new PatternMatch(Outcome.DIFFERS, 3, List.of(), true));
    assertThat(match("> S  < S.  > .  > data{2,}*"))
        .isEqualTo(
            new PatternMatch(Outcome.DIFFERS, 5, List.of(new Expectation("> data{2,}", 16)), true));
  }

  @Test
  void should_say_where_what_follows_anything_broke_off() {
    PatternMatch match = match("...  > data after 200ms  < .  within 1us  > F. ...");

    assertThat(match.outcome()).isEqualTo(Outcome.PREFIX);
    assertThat(match.matched()).isEqualTo(7);
    assertThat(match.expected()).singleElement().isEqualTo(new Expectation("< .  within 1us", 25));
  }

  @Test
  void should_expect_at_the_end_what_never_came_after_anything() {
    PatternMatch match = match("> S ... > F. ... ( > R | < R. )");

    assertThat(match.matched()).isEqualTo(11);
    assertThat(match.expected()).extracting(Expectation::text).containsExactly("> R", "< R.");
  }

  @Test
  void should_know_where_it_may_begin_and_what_it_asks() {
    assertThat(SegmentPattern.of("... > S ...").beginsAnywhere()).isTrue();
    assertThat(SegmentPattern.of("(> S)? ...").beginsAnywhere()).isTrue();
    assertThat(SegmentPattern.of("> S ...").beginsAnywhere()).isFalse();
    assertThat(SegmentPattern.of("> S !retransmission").asksKind()).isTrue();
    assertThat(SegmentPattern.of("> S within 1s").asksKind()).isFalse();
  }
}
