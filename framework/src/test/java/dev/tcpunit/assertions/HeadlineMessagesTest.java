package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

/** What the assertions that most tests make say of what the kernel really sent. */
class HeadlineMessagesTest {
  @Test
  void should_pin_the_message_of_a_handshake() {
    assertViolated(
        () -> assertThat(Traffic.REFUSED.connection()).hasCompletedHandshake(),
        "ConnectionAssert.hasCompletedHandshake.refused");
    assertViolated(
        () -> assertThat(Traffic.SYN_SENT_AGAIN.connection()).hasCompletedHandshake(),
        "ConnectionAssert.hasCompletedHandshake.unanswered");
    assertViolated(
        () -> assertThat(Traffic.REFUSED.trace()).hasCompletedHandshake(),
        "TraceAssert.hasCompletedHandshake");
  }

  @Test
  void should_pin_the_message_of_retransmissions() {
    Connection again = LinkTraffic.ONE_LOST.connection();

    assertViolated(
        () -> assertThat(again).hasNoRetransmissions(), "ConnectionAssert.hasNoRetransmissions");
    assertViolated(
        () -> assertThat(again.clientToServer()).hasNoRetransmissions(),
        "FlowAssert.hasNoRetransmissions");
    assertViolated(
        () -> assertThat(again.trace()).hasNoRetransmissions(), "TraceAssert.hasNoRetransmissions");
  }

  @Test
  void should_pin_the_message_of_bytes_without_ACK() {
    Connection unheard = LinkTraffic.NEVER_REPAIRED.connection();

    assertViolated(
        () -> assertThat(unheard).acksCoverAllBytes(), "ConnectionAssert.acksCoverAllBytes");
    assertViolated(
        () -> assertThat(unheard.clientToServer()).hasAllBytesAcknowledged(),
        "FlowAssert.hasAllBytesAcknowledged");
    assertViolated(
        () -> assertThat(unheard.trace()).acksCoverAllBytes(), "TraceAssert.acksCoverAllBytes");
  }

  @Test
  void should_pin_the_message_of_a_close_of_any_connection() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.trace()).hasCleanFin(),
        "TraceAssert.hasCleanFin");
  }

  @Test
  void should_pin_the_message_of_the_number_of_connections() {
    assertViolated(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).hasSingleConnection(),
        "TraceAssert.hasSingleConnection");
    assertViolated(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).hasConnectionCount(2),
        "TraceAssert.hasConnectionCount");
  }

  @Test
  void should_pin_the_message_of_the_number_of_bytes() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).hasByteCount(1001),
        "FlowAssert.hasByteCount");
  }

  @Test
  void should_pin_the_messages_of_faulty_segments() {
    Connection closed = Traffic.WINDOW_FILLED_ONCE.connection();
    Connection overtaken = LinkTraffic.OVERTAKEN.connection().atServer();

    assertViolated(
        () -> assertThat(overtaken).hasNoReorderedSegments(),
        "ConnectionAssert.hasNoReorderedSegments");
    assertViolated(
        () -> assertThat(overtaken.clientToServer()).hasNoReorderedSegments(),
        "FlowAssert.hasNoReorderedSegments");
    assertViolated(
        () -> assertThat(LinkTraffic.DUPLICATED.connection().atServer()).hasNoNetworkDuplicates(),
        "ConnectionAssert.hasNoNetworkDuplicates");
    assertViolated(
        () -> assertThat(LinkTraffic.CORRUPTED.connection().atServer()).hasNoBadChecksums(),
        "ConnectionAssert.hasNoBadChecksums");
    assertViolated(() -> assertThat(closed).hasNoZeroWindow(), "ConnectionAssert.hasNoZeroWindow");
    assertViolated(
        () -> assertThat(closed.serverToClient()).hasNoZeroWindow(), "FlowAssert.hasNoZeroWindow");
  }
}
