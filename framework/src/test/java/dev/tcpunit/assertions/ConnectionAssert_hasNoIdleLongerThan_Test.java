package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoIdleLongerThan_Test {
  @Test
  void should_hold_if_every_pause_is_shorter() {
    assertThat(Traffic.TIMED_OUT_THRICE.connection()).hasNoIdleLongerThan(Duration.ofSeconds(20));
  }

  @Test
  void should_fail_if_one_is_longer() {
    assertViolated(
        () ->
            assertThat(Traffic.TIMED_OUT_THRICE.recording().untilRepaired().connection())
                .hasNoIdleLongerThan(Duration.ofMillis(700)),
        "ConnectionAssert.hasNoIdleLongerThan");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .hasNoIdleLongerThan(Duration.ofSeconds(20)),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .hasNoIdleLongerThan(Duration.ofSeconds(20)),
        "the capture dropped 3 frames");
  }

  @Test
  void should_say_that_both_sides_wait_for_each_other() {
    assertViolated(
        () ->
            assertThat(Traffic.STUCK_UPLOAD.connection())
                .hasNoIdleLongerThan(Duration.ofMillis(90)),
        "ConnectionAssert.hasNoIdleLongerThan.stuck");
  }

  @Test
  void should_not_say_that_both_sides_wait_if_not_all_data_is_acknowledged() {
    String text =
        """
        0.000000 > [S] 0 win 60000 <mss 1000>
        0.010000 < [S.] 0 ack 1 win 60000 <mss 1000>
        0.010010 > [.] ack 1 win 60000
        0.020000 < [P.] 1:101 ack 1 win 60000
        0.020010 > [P.] 1:101 ack 1 win 60000
        0.030010 < [.] ack 101 win 60000
        2.030010 > [.] ack 101 win 60000
        """;
    Connection connection = Scenario.trace(text, VantagePoint.CLIENT).connections().get(0);
    then(catchThrowable(() -> assertThat(connection).hasNoIdleLongerThan(Duration.ofSeconds(1))))
        .hasMessageContaining("it was idle for longer once")
        .hasMessageNotContaining("all bytes are acknowledged");
  }
}
