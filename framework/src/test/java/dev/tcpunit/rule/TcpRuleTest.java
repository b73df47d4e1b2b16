package dev.tcpunit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import dev.tcpunit.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpRuleTest {
  private final Trace trace =
      Scenario.trace(
          """
          0.000000 > [S] 0 win 9000
          0.000009 < [S.] 0 ack 1 win 9000
          0.000016 > [.] ack 1 win 9000
          0.000266 > [P.] 1:1487 ack 1 win 9000
          0.000270 < [P.] 1:243 ack 1487 win 9000
          0.000280 > [F.] 1487 ack 243 win 9000
          0.000290 < [F.] 243 ack 1488 win 9000
          0.000300 > [.] ack 244 win 9000
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hasCleanFin",
        " hasCleanFin ",
        "hasCleanFin()",
        "hasCompletedHandshakeWithin(1ms)",
        "hasCompletedHandshakeWithin( 16 us )",
        "hasCompletedHandshakeWithin(0.000016s)",
        "wasClosedFirstBy(CLIENT)",
        "wasClosedFirstBy(client)",
        "hasConnectionState(sf)",
        "hasHistory(ShADdFf)",
        "follows(> S < S. > . (> data | < data)* > F. < F. > .)",
        "follows(\"> S < S. > . > data{1000,2000} < data{242} > F. < F. > .\")",
        "client(hasByteCount(1486))",
        "client(hasByteCount(1_486))",
        "server(hasByteCountAtMost(242))",
        "upload(hasByteCountAtLeast(1486))",
        "upload( hasNoRetransmissions )",
        "client(hasRetransmissionRateBelow(2%))",
        "hasSingleConnection",
        "hasConnectionCount(1)",
        "onlyConnectsTo(127.0.0.1:8081)",
        "onlyConnectsTo([2001:db8::1]:443, 127.0.0.1:8081)"
      })
  void should_hold_of_what_was_captured(String text) {
    assertThat(TcpRule.of(text).judge(trace))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.message()).isEmpty();
              assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
              assertThat(verdict.rule()).isEqualTo(text.strip());
              assertThat(verdict.summary()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wasRefused",
        "hasCompletedHandshakeWithin(15us)",
        "wasClosedFirstBy(SERVER)",
        "follows(> S < S. > . > F. ...)",
        "client(hasByteCount(1485))",
        "server(hasByteCountAtLeast(243))",
        "upload(hasByteCountAtMost(1485))",
        "hasConnectionCount(2)",
        "onlyConnectsTo(127.0.0.1:8082)"
      })
  void should_be_violated_by_what_was_captured(String text) {
    assertThat(TcpRule.of(text).judge(trace))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATED))
        .satisfies(verdict -> assertThat(verdict.message()).startsWith("Expecting "));
  }

  @Test
  void should_not_tell_where_no_connection_was_captured() {
    Trace nothing = Scenario.trace("");

    assertThat(TcpRule.of("hasCleanFin").judge(nothing))
        .extracting(RuleVerdict::outcome)
        .containsExactly(Outcome.CANNOT_TELL);
    assertThat(TcpRule.of("client(hasNoTinygrams)").judge(nothing))
        .extracting(RuleVerdict::outcome)
        .containsExactly(Outcome.CANNOT_TELL);
    assertThat(TcpRule.of("hasCleanFin").judge(trace, connection -> false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hasCleanFinn | no rule is named \"hasCleanFinn\"; did you mean hasCleanFin?",
        "hascleanfin | no rule is named \"hascleanfin\"; did you mean hasCleanFin?",
        "hasRtBelow(4ms) | no rule is named \"hasRtBelow\"; did you mean hasRttBelow?",
        "client(hasBytesCount(3)) | no rule is named \"hasBytesCount\"; did you mean hasByteCount?",
        "hasNoTinygrams | hasNoTinygrams is asked of one side: client(hasNoTinygrams),"
            + " server(hasNoTinygrams) or upload(hasNoTinygrams)",
        "client(hasCleanFin) | hasCleanFin is not asked of one side; write it without client,"
            + " server or upload",
        "server | server takes a rule of one side, such as server(hasNoRetransmissions)",
        "hasCleanFin(3) | hasCleanFin takes no parameters, but there is (3)",
        "hasRttBelow | hasRttBelow is written hasRttBelow(limit), such as hasRttBelow(40ms)",
        "hasRttBelow(fast) | hasRttBelow takes as limit a time such as 40ms (ns, us, ms or s), but"
            + " there is \"fast\"",
        "hasRttBelow(40) | hasRttBelow takes as limit a time such as 40ms (ns, us, ms or s), but"
            + " there is \"40\"",
        "client(hasByteCount(-1)) | hasByteCount takes as bytes a number such as 154297, but there"
            + " is \"-1\"",
        "client(recoversBy(SLOW)) | recoversBy takes as cause one of FAST, TIMEOUT,"
            + " TAIL_LOSS_PROBE, PATH_MTU, SYN, FIN, UNKNOWN, but there is \"SLOW\"",
        "client(hasAckRatioBetween(1)) | hasAckRatioBetween is written hasAckRatioBetween(least,"
            + " most), such as hasAckRatioBetween(1, 2)",
        "client(hasAckRatioBetween(2, 1)) | hasAckRatioBetween(2, 1): nothing lies between 2.0 and"
            + " 1.0",
        "client(hasTinygramRateBelow(300%)) | hasTinygramRateBelow(300%): a share lies above 0 and"
            + " up to 1, but is 3.0",
        "onlyConnectsTo(localhost:80) | onlyConnectsTo takes as servers addresses and ports such as"
            + " 192.0.2.1:443, [2001:db8::1]:443, but there is \"localhost:80\"",
        "hasCleanFin hasNoResets | \"hasCleanFin hasNoResets\" is not written as a rule: name, or"
            + " name(parameters)"
      })
  void should_say_what_is_wrong_with_a_text(String text, String message) {
    assertThatThrownBy(() -> TcpRule.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void should_show_where_a_pattern_goes_wrong_and_list_all_names_where_none_is_near() {
    assertThatThrownBy(() -> TcpRule.of("follows(> S > FIN)"))
        .hasMessageContaining("there is \"> S > FIN\":\n")
        .hasMessageContaining("unknown word \"FIN\"");
    assertThatThrownBy(() -> TcpRule.of("xyz"))
        .hasMessageStartingWith("no rule is named \"xyz\"; there are ")
        .hasMessageContainingAll(" hasCleanFin,", " hasNoTinygrams,", " hasConnectionCount,");
  }

  @Test
  void should_read_several_with_commas_between_them_and_within() {
    assertThat(
            TcpRule.listOf(
                "hasCleanFin, client(hasAckRatioBetween(1, 2)),follows(> data{1,536} (< .)*), "))
        .extracting(TcpRule::toString)
        .containsExactly(
            "hasCleanFin", "client(hasAckRatioBetween(1, 2))", "follows(> data{1,536} (< .)*)");
    assertThat(TcpRule.listOf(" ")).isEmpty();
    assertThatThrownBy(() -> TcpRule.listOf("follows(> S, hasCleanFin"))
        .hasMessage("in \"follows(> S, hasCleanFin\" a parenthesis is not closed");
    assertThatThrownBy(() -> TcpRule.listOf("hasCleanFin), hasNoResets"))
        .hasMessage("in \"hasCleanFin), hasNoResets\" a parenthesis closes none");
  }

  @Test
  void should_compare_the_payload_with_a_file(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.bin"), "a", StandardCharsets.US_ASCII);

    assertThat(TcpRule.of("client(hasPayload(" + file + "))").judge(trace))
        .extracting(RuleVerdict::outcome)
        .containsExactly(Outcome.VIOLATED);
    assertThatThrownBy(() -> TcpRule.of("client(hasPayload(" + folder.resolve("none") + "))"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void should_list_rules_whose_examples_can_be_read() {
    List<RuleDescription> all = TcpRule.all();

    assertThat(all).extracting(RuleDescription::meaning).doesNotContain("");
    assertThat(all)
        .filteredOn(rule -> !rule.name().equals("hasPayload"))
        .allSatisfy(
            rule ->
                assertThat(TcpRule.of(rule.example()).isOfTrace())
                    .isEqualTo(rule.subject() == RuleDescription.Subject.TRACE));
  }
}
