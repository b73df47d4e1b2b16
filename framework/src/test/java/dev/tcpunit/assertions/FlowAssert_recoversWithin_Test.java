package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlowAssert_recoversWithin_Test {
  @Test
  void should_hold_if_it_recovered_sooner() {
    assertThat(Traffic.FAST_RETRANSMIT.connection().clientToServer())
        .recoversWithin(Duration.ofMillis(500));
  }

  @Test
  void should_fail_if_it_took_longer() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TIMED_OUT_THRICE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .recoversWithin(Duration.ofMillis(500)),
        "FlowAssert.recoversWithin");
  }

  @Test
  void should_not_tell_if_nothing_was_lost() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.connection().clientToServer())
                .recoversWithin(Duration.ofMillis(500)),
        "nothing was sent again, so there was no loss to recover from");
  }

  @Test
  void should_not_tell_if_the_capture_ended_too_soon() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_HEARD.connection().clientToServer())
                .recoversWithin(Duration.ofSeconds(60)),
        "the capture ended 0.000 ms after #10 was sent again, and it was not acknowledged by then");
  }
}
