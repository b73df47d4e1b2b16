package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TraceAssert_closesLosingAttempts_Test {
  private static final String LOSER = "IP6 2001:db8::1.40000 > 2001:db8::2.80: Flags ";
  private static final String TO_LOSER = "IP6 2001:db8::2.80 > 2001:db8::1.40000: Flags ";
  private static final String WINNER = "IP 10.0.0.1.40001 > 10.0.0.2.80: Flags ";
  private static final String TO_WINNER = "IP 10.0.0.2.80 > 10.0.0.1.40001: Flags ";

  private static final String RACE =
      "0.000000 "
          + LOSER
          + "[S], seq 1, win 9, length 0\n0.250000 "
          + WINNER
          + "[S], seq 1, win 9, length 0\n0.260000 "
          + TO_WINNER
          + "[S.], seq 1, ack 2, win 9, length 0\n0.260100 "
          + WINNER
          + "[.], ack 1, win 9, length 0\n";

  private static final String DATA = WINNER + "[P.], seq 1:10, ack 1, win 9, length 9\n";
  private static final String OPENED_TOO =
      "0.270000 "
          + TO_LOSER
          + "[S.], seq 1, ack 2, win 9, length 0\n0.270100 "
          + LOSER
          + "[.], ack 1, win 9, length 0\n";

  /** No SYN came when one was due: the attempt was given up. */
  @Test
  void should_hold_if_the_syn_is_not_sent_again() {
    assertThat(trace("1.600000 " + DATA)).closesLosingAttempts();
  }

  @Test
  void should_hold_if_a_loser_that_connects_is_closed() {
    assertThat(trace(OPENED_TOO + "0.270200 " + LOSER + "[F.], seq 1, ack 1, win 9, length 0\n"))
        .closesLosingAttempts();
    assertThat(trace(OPENED_TOO + "0.270200 " + LOSER + "[R.], seq 1, ack 1, win 9, length 0\n"))
        .closesLosingAttempts();
  }

  /** A SYN-ACK that finds no socket any more is answered by RST. */
  @Test
  void should_hold_if_a_late_answer_is_reset() {
    assertThat(
            trace(
                "0.270000 "
                    + TO_LOSER
                    + "[S.], seq 1, ack 2, win 9, length 0\n0.270100 "
                    + LOSER
                    + "[R], seq 2, win 0, length 0\n"))
        .closesLosingAttempts();
  }

  @Test
  void should_fail_if_the_client_goes_on_with_the_loser() {
    assertThatThrownBy(
            () -> assertThat(Traffic.LOSING_ATTEMPT_FORGOTTEN.trace()).closesLosingAttempts())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but 1 attempt was not given up")
        .hasMessageContaining("its SYN was sent again")
        .hasMessageContaining("cancel the other attempts");
  }

  @Test
  void should_fail_if_a_loser_stays_open() {
    assertViolated(
        () -> assertThat(trace(OPENED_TOO + "0.900000 " + DATA)).closesLosingAttempts(),
        "TraceAssert.closesLosingAttempts");
  }

  @Test
  void should_not_tell_if_the_capture_ends_too_soon() {
    assertCannotTell(
        () -> assertThat(trace("1.400000 " + DATA)).closesLosingAttempts(),
        "the capture ended before the SYN of [2001:db8::1]:40000 > [2001:db8::2]:80 would have"
            + " been sent again");
  }

  /** Two names at one port: both connections are used. */
  @Test
  void should_not_take_two_connections_in_use_for_a_race() {
    String both =
        OPENED_TOO
            + "0.300000 "
            + DATA
            + "0.310000 "
            + LOSER
            + "[P.], seq 1:10, ack 1, win 9, length 9\n";
    assertCannotTell(
        () -> assertThat(trace(both)).closesLosingAttempts(),
        "no attempt to connect to one port was under way when another had connected");
    assertCannotTell(
        () -> assertThat(trace(both)).attemptsNextAddressWithin(Duration.ofMillis(100)),
        "[2001:db8::2]:80 did not answer in time, and the packets do not show whether its name has"
            + " another address");
  }

  @Test
  void should_not_tell_if_there_was_no_race() {
    assertCannotTell(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).closesLosingAttempts(),
        "no attempt to connect to one port was under way when another had connected");
  }

  /** Who is refused has no part in a race with an attempt that came after. */
  @Test
  void should_not_tell_if_the_other_attempt_was_refused_before() {
    assertCannotTell(
        () ->
            assertThat(
                    Traces.parseTcpdump(
                        RACE.replace(
                                "0.250000 ",
                                "0.000100 "
                                    + TO_LOSER
                                    + "[R.], seq 0, ack 2, win 0, length 0\n0.250000 ")
                            + "1.600000 "
                            + DATA))
                .closesLosingAttempts(),
        "no attempt to connect to one port was under way when another had connected");
  }

  private static Trace trace(String more) {
    return Traces.parseTcpdump(RACE + more);
  }
}
