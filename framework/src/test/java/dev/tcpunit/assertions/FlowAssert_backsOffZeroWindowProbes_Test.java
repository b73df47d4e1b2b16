package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.FlowCount;
import org.junit.jupiter.api.Test;

class FlowAssert_backsOffZeroWindowProbes_Test {
  @Test
  void should_hold_if_it_waits_longer_each_time() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().clientToServer()).backsOffZeroWindowProbes();
  }

  @Test
  void should_fail_if_it_does_not() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.ZERO_WINDOW_PROBED_WITHOUT_BACK_OFF
                        .recording()
                        .endingWhen(
                            c -> c.clientToServer().count(FlowCount.ZERO_WINDOW_PROBES) == 4)
                        .connection()
                        .clientToServer())
                .backsOffZeroWindowProbes(),
        "FlowAssert.backsOffZeroWindowProbes");
  }

  @Test
  void should_not_tell_if_there_were_less_than_three_probes() {
    assertCannotTell(
        () ->
            assertThat(Traffic.WINDOW_FILLED_ONCE.connection().clientToServer())
                .backsOffZeroWindowProbes(),
        "it takes three probes of one closed window");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.ZERO_WINDOW_PROBED
                        .recording()
                        .dropping(3)
                        .connection()
                        .clientToServer())
                .backsOffZeroWindowProbes(),
        "the capture dropped 3 frames");
  }
}
