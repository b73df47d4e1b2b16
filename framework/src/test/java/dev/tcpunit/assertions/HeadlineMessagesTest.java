package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Trace;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the assertions that most tests make say of what the kernel really sent. */
class HeadlineMessagesTest {
  @Test
  void should_hold_of_a_healthy_upload() {
    Connection healthy = Traffic.UPLOAD.connection();

    assertThat(healthy.trace())
        .hasSingleConnection()
        .hasConnectionCount(1)
        .hasCompletedHandshake()
        .hasNoRetransmissions()
        .acksCoverAllBytes()
        .hasCleanFin();
    assertThat(healthy)
        .hasCompletedHandshake()
        .hasNoRetransmissions()
        .acksCoverAllBytes()
        .hasCleanFin()
        .hasNoBadChecksums()
        .hasNoReorderedSegments()
        .hasNoNetworkDuplicates()
        .hasNoZeroWindow()
        .respectsAdvertisedWindow();
    assertThat(healthy.clientToServer())
        .hasByteCount(1000)
        .hasAllBytesAcknowledged()
        .hasNoRetransmissions()
        .hasNoReorderedSegments()
        .hasNoNetworkDuplicates()
        .hasNoZeroWindow()
        .respectsAdvertisedWindow();
  }

  @ParameterizedTest
  @MethodSource("assertionsOnEach")
  void should_not_tell_of_a_connection_if_frames_were_dropped(
      Consumer<ConnectionAssert> assertion) {
    Connection gappy = Traffic.UPLOAD.recording().dropping(3).connection();

    assertCannotTell(() -> assertion.accept(assertThat(gappy)), "the capture dropped 3 frames");
  }

  static Stream<Named<Consumer<ConnectionAssert>>> assertionsOnEach() {
    return Stream.of(
        named("completed handshake", ConnectionAssert::hasCompletedHandshake),
        named("no retransmissions", ConnectionAssert::hasNoRetransmissions),
        named("ACKs cover all bytes", ConnectionAssert::acksCoverAllBytes),
        named("clean FIN", ConnectionAssert::hasCleanFin),
        named("no bad checksums", ConnectionAssert::hasNoBadChecksums),
        named("no reordered segments", ConnectionAssert::hasNoReorderedSegments),
        named("no network duplicates", ConnectionAssert::hasNoNetworkDuplicates),
        named("no zero window", ConnectionAssert::hasNoZeroWindow),
        named("advertised window", ConnectionAssert::respectsAdvertisedWindow),
        named("bytes", c -> c.client(f -> f.hasByteCount(1000))),
        named("bytes acknowledged", c -> c.client(FlowAssert::hasAllBytesAcknowledged)),
        named("flow without retransmissions", c -> c.client(FlowAssert::hasNoRetransmissions)),
        named("flow in order", c -> c.client(FlowAssert::hasNoReorderedSegments)),
        named("flow without duplicates", c -> c.client(FlowAssert::hasNoNetworkDuplicates)),
        named("flow's zero window", c -> c.client(FlowAssert::hasNoZeroWindow)),
        named("flow's advertised window", c -> c.client(FlowAssert::respectsAdvertisedWindow)));
  }

  @Test
  void should_not_tell_of_a_trace_if_frames_were_dropped() {
    Trace gappy = Traffic.UPLOAD.recording().dropping(3).trace();
    String ofOne = "at least one connection cannot be told";

    assertCannotTell(() -> assertThat(gappy).hasCompletedHandshake(), ofOne);
    assertCannotTell(() -> assertThat(gappy).hasNoRetransmissions(), ofOne);
    assertCannotTell(() -> assertThat(gappy).acksCoverAllBytes(), ofOne);
    assertCannotTell(() -> assertThat(gappy).hasCleanFin(), ofOne);
    assertCannotTell(() -> assertThat(gappy).hasSingleConnection(), "the capture dropped 3 frames");
    assertCannotTell(() -> assertThat(gappy).hasConnectionCount(1), "the capture dropped 3 frames");
  }

  private static Named<Consumer<ConnectionAssert>> named(
      String name, Consumer<ConnectionAssert> assertion) {
    return Named.of(name, assertion);
  }

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
    Connection closed =
        Traffic.ZERO_WINDOW_PROBED
            .recording()
            .endingWhen(c -> c.clientToServer().count(FlowCount.ZERO_WINDOW_PROBES) == 1)
            .connection();
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
