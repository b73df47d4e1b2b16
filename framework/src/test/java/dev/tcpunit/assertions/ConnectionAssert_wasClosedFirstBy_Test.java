package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Role;
import org.junit.jupiter.api.Test;

class ConnectionAssert_wasClosedFirstBy_Test {
  @Test
  void should_hold_if_that_side_was_first() {
    assertThat(Traffic.UPLOAD.connection()).wasClosedFirstBy(Role.CLIENT);
    assertThat(Traffic.CLOSED_BY_SERVER.connection()).wasClosedFirstBy(Role.SERVER);
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).wasClosedFirstBy(Role.CLIENT);
  }

  @Test
  void should_fail_if_the_other_side_was_first() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_BY_SERVER.connection()).wasClosedFirstBy(Role.CLIENT),
        "ConnectionAssert.wasClosedFirstBy");
  }

  @Test
  void should_fail_if_nobody_closed() {
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).wasClosedFirstBy(Role.CLIENT),
        "ConnectionAssert.wasClosedFirstBy.notClosed");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_CLOSED.recording().dropping(3).connection())
                .wasClosedFirstBy(Role.CLIENT),
        "the capture dropped 3 frames");
  }

  /** The ACK that shows that the client had not taken it was overtaken by the client's own RST. */
  @Test
  void should_not_name_the_side_whose_RST_the_other_did_not_take() {
    String forged =
        """
        0.020 < [R] 1 win 0
        0.030 < [.] ack 1487 win 3625
        0.050 < [P.] 1:243 ack 1487 win 3625
        0.060 > [R] 1487 win 0
        """;
    String shown = "0.061 > [.] ack 243 win 342\n";
    String before = Uploads.OPENED + Uploads.SENT + forged;

    assertThat(Uploads.connection(before)).wasClosedFirstBy(Role.SERVER);
    assertThat(Uploads.connection(before + shown)).wasClosedFirstBy(Role.CLIENT);
  }
}
