package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionAssert_hasNoDataBeforeEstablished_Test {
  @Test
  void should_hold_if_data_follows_the_handshake() {
    assertThat(Traffic.UPLOAD.connection()).hasNoDataBeforeEstablished();
  }

  @Test
  void should_fail_if_the_SYN_carries_data() {
    assertViolated(
        () -> assertThat(Traffic.FAST_OPEN.connection()).hasNoDataBeforeEstablished(),
        "ConnectionAssert.hasNoDataBeforeEstablished");
  }

  @Test
  void should_fail_if_a_simultaneous_opening_carries_data_before_the_peer_answered() {
    Connection connection =
        connection(
            """
            0.000000 > [S] 0 win 64240 <mss 1460>
            0.001000 < [S] 0 win 65024 <mss 1460>
            0.001100 > [S.] 0 ack 1 win 64240 <mss 1460>
            0.001200 > [P.] 1:11 ack 1 win 64240
            0.002000 < [S.] 0 ack 1 win 65024 <mss 1460>
            """);

    assertThatThrownBy(() -> assertThat(connection).hasNoDataBeforeEstablished())
        .hasMessageContaining("but 10 bytes came before the handshake was complete:");
  }

  @Test
  void should_not_tell_if_the_SYN_ACK_is_not_in_the_capture() {
    Connection connection =
        connection(
            """
            0.000000 > [S] 0 win 64240 <mss 1460>
            0.001000 > [.] ack 1 win 64240
            0.001100 > [P.] 1:11 ack 1 win 64240
            0.002000 < [.] ack 11 win 65024
            """);

    assertCannotTell(
        () -> assertThat(connection).hasNoDataBeforeEstablished(),
        "not both SYN and SYN-ACK were captured");
  }

  @Test
  void should_fail_if_the_server_sends_data_before_the_third_segment() {
    Connection connection =
        connection(
            """
            0.000000 > [S] 0 win 64240 <mss 1460>
            0.001000 < [S.] 0 ack 1 win 65024 <mss 1460>
            0.001010 < [P.] 1:11 ack 1 win 65024
            0.001100 > [.] ack 1 win 64240
            0.001110 > [.] ack 11 win 64240
            """);

    assertThatThrownBy(() -> assertThat(connection).hasNoDataBeforeEstablished())
        .hasMessageContaining("but 10 bytes came before the handshake was complete:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.002100 > [.] ack 11 win 64240",
        "0.002100 > [P.] 1:21 ack 11 win 64240",
        "0.002100 > [P.] 1:21 ack 1 win 64240",
        "0.002100 > [F.] 1 ack 11 win 64240"
      })
  void should_not_tell_if_the_third_segment_may_not_have_been_captured(String next) {
    Connection connection =
        connection(
            """
            0.000000 > [S] 0 win 64240 <mss 1460>
            0.001000 < [S.] 0 ack 1 win 65024 <mss 1460>
            0.002000 < [P.] 1:11 ack 1 win 65024
            """
                + next);

    assertCannotTell(
        () -> assertThat(connection).hasNoDataBeforeEstablished(),
        "the ACK of the SYN-ACK may have been sent and not captured");
  }

  @Test
  void should_not_tell_if_it_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .hasNoDataBeforeEstablished(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().summary().connection())
                .hasNoDataBeforeEstablished(),
        "the analysis kept no segments");
  }

  private static Connection connection(String segments) {
    return Scenario.trace(segments).connections().get(0);
  }
}
