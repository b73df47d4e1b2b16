package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.watchedUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class SoftTcpAssertionsTest {
  private final SoftTcpAssertions softly = new SoftTcpAssertions();
  private final Connection open = watchedUntil(5000, OPENED);

  @Test
  void should_collect_every_failure_of_a_connection_and_of_anything_else() {
    softly.assertThat(open).hasCompletedHandshake().acksCoverAllBytes().hasCleanFin();
    softly.assertThat(404).isEqualTo(200);

    assertThat(softly.errorsCollected())
        .extracting(error -> error.getMessage().lines().filter(l -> l.startsWith("to ")).toList())
        .extracting(Object::toString)
        .containsExactly("[to have ACKs that cover all bytes]", "[to have a clean FIN]", "[]");
    assertThatThrownBy(softly::assertAll)
        .hasMessageContainingAll("(3 failures)", "but nobody closed", "but was: 404");
  }

  @Test
  void should_collect_what_fails_within_navigation() {
    softly
        .assertThat(open.trace())
        .connection(c -> c.hasCleanFin())
        .connectionTo(8081, c -> c.client(f -> f.hasByteCount(7)))
        .allConnections(c -> c.server(f -> f.hasByteCount(8)))
        .hasConnectionCount(2);
    softly.assertThat(open).client(f -> f.hasByteCount(9));
    softly.assertThat(open.serverToClient()).hasByteCount(10);

    assertThat(softly.errorsCollected())
        .extracting(error -> error.getMessage().lines().filter(l -> l.startsWith("to ")).toList())
        .extracting(Object::toString)
        .containsExactly(
            "[to have a clean FIN]",
            "[to carry 7 payload bytes]",
            "[to carry 8 payload bytes]",
            "[to have 2 connections]",
            "[to carry 9 payload bytes]",
            "[to carry 10 payload bytes]");
  }

  @Test
  void should_be_silent_where_all_holds() {
    softly.assertThat(watchedUntil(5000, UPLOAD)).hasCompletedHandshake().hasCleanFin();

    softly.assertAll();
  }

  @Test
  void should_keep_the_description() {
    softly.assertThat(open).as("photo").hasCleanFin();

    assertThat(softly.errorsCollected().get(0)).hasMessageStartingWith("[photo] \nExpecting");
  }
}
