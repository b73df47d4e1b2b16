package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.dynamics.StallCause.APPLICATION;
import static dev.tcpunit.dynamics.StallCause.CONGESTION_WINDOW;
import static dev.tcpunit.dynamics.StallCause.RECEIVE_WINDOW;
import static dev.tcpunit.dynamics.StallCause.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_wasLimitedBy_Test {
  @Test
  void should_hold_if_the_application_paused() {
    assertThat(PathTraffic.PAUSED.connection().clientToServer()).wasLimitedBy(APPLICATION);
  }

  @Test
  void should_hold_if_the_receiver_did_not_read() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().clientToServer())
        .wasLimitedBy(RECEIVE_WINDOW);
  }

  @Test
  void should_hold_if_the_path_is_long_and_the_window_grows() {
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).wasLimitedBy(CONGESTION_WINDOW);
  }

  @Test
  void should_fail_if_something_else_limited_it() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.ZERO_WINDOW_PROBED
                        .recording()
                        .untilWindowOpened()
                        .connection()
                        .clientToServer())
                .wasLimitedBy(APPLICATION),
        "FlowAssert.wasLimitedBy");
  }

  @Test
  void should_not_tell_if_it_never_stood_still() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).wasLimitedBy(APPLICATION),
        "it sent without standing still for a millisecond");
  }

  @Test
  void should_not_tell_if_the_packets_do_not_say_why() {
    assertCannotTell(
        () ->
            assertThat(Traffic.WRITES_WHILE_UNHEARD.connection().clientToServer())
                .wasLimitedBy(RECEIVE_WINDOW),
        "the packets do not say why it waited");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .seenFrom(VantagePoint.SERVER)
                        .connection()
                        .clientToServer())
                .wasLimitedBy(APPLICATION),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_refuse_what_is_no_cause() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).wasLimitedBy(UNKNOWN))
        .withMessage("nothing can be limited by what is not known");
  }
}
