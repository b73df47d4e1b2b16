package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionAssert_negotiatedEcn_Test {
  @Test
  void should_hold_if_both_sides_agree() {
    assertThat(Traffic.ECN.connection()).negotiatedEcn();
  }

  @Test
  void should_fail_if_nobody_asks_for_it() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).negotiatedEcn(),
        "ConnectionAssert.negotiatedEcn");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () -> assertThat(Traffic.ECN.recording().summary().connection()).negotiatedEcn(),
        "the analysis kept no segments");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () -> assertThat(Traffic.ECN.recording().from(2).connection()).negotiatedEcn(),
        "not both SYN and SYN-ACK were captured");
  }

  /** RFC 9768 section 3.1.2: the SYN-ACK of accurate ECN tells how the SYN arrived. */
  @ParameterizedTest
  @ValueSource(strings = {"W", "EW", "e", "We"})
  void should_hold_if_both_sides_agree_on_accurate_ECN(String answer) {
    assertThat(opening("SEWe", answer)).negotiatedEcn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"E", "Ee"})
  void should_hold_if_the_server_knows_classic_ECN_only(String answer) {
    assertThat(opening("SEWe", answer)).negotiatedEcn();
  }

  @ParameterizedTest
  @CsvSource({
    "SEWe, '', the SYN-ACK has no ECE",
    "SEWe, EWe, the SYN-ACK has no ECE",
    "SEW, W, 'the SYN-ACK answers by accurate ECN, which the SYN did not ask for'",
    "SE, E, the SYN does not ask for it by ECE and CWR",
  })
  void should_fail_if_the_bits_agree_on_nothing(String asked, String answer, String why) {
    assertThatThrownBy(() -> assertThat(opening(asked, answer)).negotiatedEcn())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but " + why);
  }

  private static Connection opening(String asked, String answer) {
    return Scenario.trace(
            """
            0.000000 > [%s] 0 win 9000
            0.000009 < [S.%s] 0 ack 1 win 9000
            0.000016 > [.] ack 1 win 9000
            """
                .formatted(asked, answer))
        .connections()
        .get(0);
  }
}
