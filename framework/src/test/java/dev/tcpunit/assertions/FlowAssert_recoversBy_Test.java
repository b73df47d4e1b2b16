package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.trace.RetransmissionCause.FAST;
import static dev.tcpunit.trace.RetransmissionCause.SYN;
import static dev.tcpunit.trace.RetransmissionCause.TAIL_LOSS_PROBE;
import static dev.tcpunit.trace.RetransmissionCause.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FlowAssert_recoversBy_Test {
  @Test
  void should_hold_if_a_timer_was_expected() {
    assertThat(Traffic.TIMED_OUT.connection().clientToServer()).recoversBy(TIMEOUT);
  }

  @Test
  void should_hold_if_fast_retransmit_was_expected() {
    assertThat(Traffic.FAST_RETRANSMIT.connection().clientToServer()).recoversBy(FAST);
  }

  @Test
  void should_hold_if_a_probe_was_expected() {
    assertThat(Traffic.TAIL_LOSS_PROBE.connection().clientToServer()).recoversBy(TAIL_LOSS_PROBE);
  }

  @Test
  void should_fail_if_it_recovered_in_another_way() {
    assertViolated(
        () ->
            assertThat(Traffic.TIMED_OUT.recording().untilRepaired().connection().clientToServer())
                .recoversBy(FAST),
        "FlowAssert.recoversBy");
  }

  @Test
  void should_not_tell_if_nothing_was_lost() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).recoversBy(FAST),
        "nothing was sent again, so there was no loss to recover from");
  }

  @Test
  void should_not_tell_if_the_packets_do_not_say_why() {
    assertCannotTell(
        () -> assertThat(Traffic.LONE_TAIL_AGAIN.connection().clientToServer()).recoversBy(TIMEOUT),
        "the packets do not say why these were sent again");
  }

  @Test
  void should_refuse_what_is_no_way_to_recover() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(Traffic.UPLOAD.connection().clientToServer()).recoversBy(SYN))
        .withMessage("no way to recover: SYN; there are [FAST, TIMEOUT, TAIL_LOSS_PROBE]");
  }

  @Test
  void should_not_tell_if_only_the_FIN_was_sent_again() {
    assertCannotTell(
        () -> assertThat(Traffic.FIN_AGAIN.connection().clientToServer()).recoversBy(TIMEOUT),
        "the packets do not say why these were sent again");
  }
}
