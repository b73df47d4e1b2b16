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

/** Kernels before 7.0 ask for no accurate ECN: its handshakes are those of RFC 9768, table 2. */
class ConnectionAssert_negotiatedAccurateEcn_Test {
  /** The server says how the SYN arrived: not ECT, ECT(1), ECT(0), CE. */
  @ParameterizedTest
  @ValueSource(strings = {"W", "EW", "e", "We"})
  void should_hold_if_both_sides_agree(String answer) {
    assertThat(opening("SEWe", answer)).negotiatedAccurateEcn().negotiatedEcn();
  }

  @Test
  void should_fail_if_the_client_asks_for_classic_ECN() {
    assertViolated(
        () -> assertThat(Traffic.ECN.connection()).negotiatedAccurateEcn(),
        "ConnectionAssert.negotiatedAccurateEcn");
  }

  @ParameterizedTest
  @CsvSource({
    "SEWe, E, 'the SYN-ACK agrees to classic ECN, as a server does that knows only that'",
    "SEWe, Ee, 'the SYN-ACK agrees to classic ECN, as a server does that knows only that'",
    "SEWe, '', 'the bits AE, CWR and ECE of the SYN-ACK agree to none, as without ECN'",
    "SEWe, EWe, 'the bits AE, CWR and ECE of the SYN-ACK agree to none, as without ECN'",
    "SEW, W, 'the SYN does not ask for it by AE, CWR and ECE'",
    "Se, e, 'the SYN does not ask for it by AE, CWR and ECE'"
  })
  void should_fail_if_the_bits_agree_on_less(String asked, String answer, String why) {
    assertThatThrownBy(() -> assertThat(opening(asked, answer)).negotiatedAccurateEcn())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but " + why);
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () -> assertThat(Traffic.ECN.recording().summary().connection()).negotiatedAccurateEcn(),
        "the analysis kept no segments");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () -> assertThat(Traffic.ECN.recording().from(2).connection()).negotiatedAccurateEcn(),
        "not both SYN and SYN-ACK were captured");
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
