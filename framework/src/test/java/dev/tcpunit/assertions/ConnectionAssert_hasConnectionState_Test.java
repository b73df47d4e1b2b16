package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.ConnectionState;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasConnectionState_Test {
  @Test
  void should_hold_if_it_is_in_that_state() {
    assertThat(Traffic.UPLOAD.connection()).hasConnectionState(ConnectionState.SF);
    assertThat(Traffic.NEVER_CLOSED.connection()).hasConnectionState(ConnectionState.S1);
    assertThat(Traffic.NEVER_CLOSED_BY_SERVER.connection()).hasConnectionState(ConnectionState.S2);
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasConnectionState(ConnectionState.RSTO);
    assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.connection())
        .hasConnectionState(ConnectionState.RSTR);
    assertThat(Traffic.REFUSED.connection()).hasConnectionState(ConnectionState.REJ);
    assertThat(Traffic.UNANSWERED.connection()).hasConnectionState(ConnectionState.S0);
    assertThat(Traffic.UPLOAD.recording().from(4).connection())
        .hasConnectionState(ConnectionState.OTH);
    assertThat(Traffic.UPLOAD.recording().summary().connection())
        .hasConnectionState(ConnectionState.SF);
  }

  @Test
  void should_fail_if_it_is_in_another() {
    assertViolated(
        () ->
            assertThat(Traffic.RESET_BY_LINGER_0.connection())
                .hasConnectionState(ConnectionState.SF),
        "ConnectionAssert.hasConnectionState");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .hasConnectionState(ConnectionState.SF),
        "the capture dropped 3 frames");
  }
}
