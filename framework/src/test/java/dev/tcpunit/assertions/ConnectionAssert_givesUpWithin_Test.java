package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_givesUpWithin_Test {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String AGAIN =
      """
      0.300 > [P.] 1:101 ack 1 win 64240
      0.700 > [P.] 1:101 ack 1 win 64240
      """;

  @Test
  void should_hold_if_it_aborts_in_time() {
    assertThat(LinkTraffic.NEVER_REPAIRED.connection()).givesUpWithin(MINUTE);
  }

  @Test
  void should_fail_if_it_aborts_later() {
    assertViolated(
        () -> assertThat(LinkTraffic.NEVER_REPAIRED.connection()).givesUpWithin(MILLISECOND),
        "ConnectionAssert.givesUpWithin");
  }

  @Test
  void should_fail_if_it_still_tries() {
    assertThatThrownBy(
            () -> assertThat(Traffic.SYN_SENT_AGAIN.connection()).givesUpWithin(MILLISECOND))
        .hasMessageContaining("but the client still tried after ")
        .hasMessageContaining("its SYN is not answered, though sent again once");
  }

  @Test
  void should_not_tell_if_it_may_send_again() {
    assertCannotTell(
        () -> assertThat(Traffic.SYN_SENT_AGAIN.connection()).givesUpWithin(MINUTE),
        "the capture ended 600.000 ms after the client had last sent, and it may send again");
  }

  @Test
  void should_hold_if_its_program_closes() {
    assertThat(unheard(AGAIN + "0.800 > [F.] 101 ack 1 win 64240", 900))
        .givesUpWithin(Duration.ofMillis(700));
  }

  @Test
  void should_tell_if_it_sends_nothing_when_its_timer_has_run_out() {
    assertThat(unheard(AGAIN, 1_800)).givesUpWithin(Duration.ofMillis(700));
    assertCannotTell(
        () -> assertThat(unheard(AGAIN, 1_500)).givesUpWithin(Duration.ofMillis(700)),
        "the capture ended 800.000 ms after the client had last sent, and it may send again");
  }

  /** A tail loss probe comes long before the timer runs out. */
  @Test
  void should_not_tell_so_soon_after_a_probe() {
    assertCannotTell(
        () ->
            assertThat(unheard("0.110 > [P.] 1:101 ack 1 win 64240\n", 400))
                .givesUpWithin(Duration.ofMillis(700)),
        "the capture ended 290.000 ms after the client had last sent, and it may send again");
  }

  /** Its program has said all that it had to say; whether it still waits no packet tells. */
  @Test
  void should_not_take_the_end_of_a_request_for_giving_up() {
    assertCannotTell(
        () ->
            assertThat(unheard("0.100 > [F.] 101 ack 1 win 64240\n" + AGAIN, 1_500))
                .givesUpWithin(Duration.ofMillis(700)),
        "the capture ended 800.000 ms after the client had last sent, and it may send again");
  }

  /** Its first SYN had no time to be answered. */
  @Test
  void should_not_tell_if_nothing_was_sent_again() {
    assertCannotTell(
        () -> assertThat(Traffic.UNANSWERED.connection()).givesUpWithin(MINUTE),
        "no side was left without an answer until it sent again");
  }

  @Test
  void should_not_tell_if_all_was_answered() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection()).givesUpWithin(MINUTE),
        "no side was left without an answer until it sent again");
    assertCannotTell(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).givesUpWithin(MINUTE),
        "no side was left without an answer until it sent again");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    for (Duration limit : new Duration[] {MILLISECOND, MINUTE}) {
      assertCannotTell(
          () ->
              assertThat(LinkTraffic.NEVER_REPAIRED.recording().dropping(3).connection())
                  .givesUpWithin(limit),
          "the capture dropped 3 frames");
    }
  }

  /** What follows 100 bytes that nobody acknowledges, and how long the capture watched. */
  private static Connection unheard(String rest, long endMillis) {
    String opening =
        """
        0.000 > [S] 0 win 64240
        0.000 < [S.] 0 ack 1 win 64240
        0.000 > [.] ack 1 win 64240
        0.100 > [P.] 1:101 ack 1 win 64240
        """;
    return Scenario.trace(opening + rest, VantagePoint.CLIENT, endMillis).connections().get(0);
  }
}
