package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The baseline {@code upload} is committed: one connection, 1000 bytes and 100 in answer. */
@CaptureTcp
class TraceAssert_matchesBaseline_Test {
  @BeforeAll
  static void be_in_a_private_network() {
    Requires.sandbox();
  }

  private static void upload(LoopbackExchange exchange) throws Exception {
    try (Pair pair = exchange.open()) {
      pair.client.getOutputStream().write(new byte[1000]);
      pair.server.getInputStream().readNBytes(1000);
      pair.server.getOutputStream().write(new byte[100]);
      pair.client.getInputStream().readNBytes(100);
      pair.client.close();
      pair.server.getInputStream().read();
    }
  }

  @Test
  void should_hold_if_all_is_as_recorded(TcpCapture capture) throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange()) {
      upload(exchange);
    }

    assertThat(capture.trace()).matchesBaseline("upload");
  }

  @Test
  void should_fail_if_a_connection_is_opened_for_each_request() {
    assertViolated(
        () ->
            assertThat(OfATest.trace(Traffic.THREE_CONNECTIONS.trace()))
                .matchesBaseline("three-requests"),
        "TraceAssert.matchesBaseline");
  }

  @Test
  void should_hold_if_fewer_connections_say_the_same() {
    assertThat(OfATest.trace(Traffic.KEPT_ALIVE.trace())).matchesBaseline("three-connections");
  }

  @Test
  void should_not_tell_if_nothing_was_captured(TcpCapture capture) {
    assertCannotTell(
        () -> assertThat(capture.trace()).matchesBaseline("upload"), "no connection was captured");
  }

  @Test
  void should_not_tell_of_a_capture_that_is_no_tests() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.trace()).matchesBaseline("upload"),
        "baselines belong to a test: ask in a captured test, before it is over");
  }

  @Test
  void should_refuse_a_name_that_leads_elsewhere(TcpCapture capture) {
    assertThatThrownBy(() -> assertThat(capture.trace()).matchesBaseline("../upload"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"../upload\" names no baseline");
  }
}
