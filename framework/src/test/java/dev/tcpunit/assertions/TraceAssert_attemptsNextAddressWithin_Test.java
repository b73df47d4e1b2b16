package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TraceAssert_attemptsNextAddressWithin_Test {
  private static final Duration DELAY = Duration.ofMillis(300);

  @Test
  void should_hold_if_the_next_address_is_attempted_in_time() {
    assertThat(Traffic.RACED_ADDRESSES.trace()).attemptsNextAddressWithin(DELAY);
  }

  @Test
  void should_fail_if_the_next_address_is_attempted_late() {
    assertViolated(
        () -> assertThat(Traffic.SECOND_ADDRESS_LATE.trace()).attemptsNextAddressWithin(DELAY),
        "TraceAssert.attemptsNextAddressWithin");
  }

  /** A longer delay than the client's has been kept. */
  @Test
  void should_hold_for_a_longer_delay() {
    assertThat(Traffic.SECOND_ADDRESS_LATE.trace())
        .attemptsNextAddressWithin(Duration.ofMinutes(1));
  }

  @Test
  void should_not_tell_if_each_attempt_succeeded() {
    assertCannotTell(
        () ->
            assertThat(Traffic.THREE_CONNECTIONS.trace())
                .attemptsNextAddressWithin(Duration.ofMinutes(1)),
        "each attempt to connect succeeded within 60 s: no other address was due");
  }

  @Test
  void should_not_tell_if_there_may_be_no_other_address() {
    assertCannotTell(
        () -> assertThat(Traffic.UNANSWERED.trace()).attemptsNextAddressWithin(DELAY),
        "127.0.0.1:SERVER did not answer in time, and the packets do not show whether its name has"
            + " another address");
  }

  @Test
  void should_not_tell_if_the_only_address_refused() {
    assertCannotTell(
        () -> assertThat(Traffic.REFUSED.trace()).attemptsNextAddressWithin(DELAY),
        "127.0.0.1:SERVER refused, and the packets do not show whether its name has another"
            + " address");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.SECOND_ADDRESS_LATE.recording().dropping(3).trace())
                .attemptsNextAddressWithin(DELAY),
        "the capture dropped 3 frames");
  }

  /** To the millisecond, over either protocol, and also of an address that refuses. */
  @Test
  void should_count_from_syn_to_syn() {
    assertThat(race("0.300000", false)).attemptsNextAddressWithin(DELAY);
    assertThat(race("0.300000", true)).attemptsNextAddressWithin(DELAY);
    assertLate(race("0.301000", false));
    assertLate(race("0.301000", true));
  }

  private static void assertLate(Trace late) {
    assertThatThrownBy(() -> assertThat(late).attemptsNextAddressWithin(DELAY))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but the next address was attempted only after 301.000 ms");
  }

  /** An attempt over IPv6 that fails, and one over IPv4 that succeeds. */
  private static Trace race(String next, boolean refused) {
    String answer =
        refused
            ? "0.000100 IP6 2001:db8::2.80 > 2001:db8::1.40000: Flags [R.], seq 0, ack 2, win 0,"
                + " length 0\n"
            : "";
    return Traces.parseTcpdump(
        "0.000000 IP6 2001:db8::1.40000 > 2001:db8::2.80: Flags [S], seq 1, win 9, length 0\n"
            + answer
            + next
            + " IP 10.0.0.1.40001 > 10.0.0.2.80: Flags [S], seq 1, win 9, length 0\n"
            + "0.310000 IP 10.0.0.2.80 > 10.0.0.1.40001: Flags [S.], seq 1, ack 2, win 9, length"
            + " 0\n"
            + "0.310100 IP 10.0.0.1.40001 > 10.0.0.2.80: Flags [.], ack 2, win 9, length 0\n");
  }
}
