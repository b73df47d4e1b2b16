package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.serverData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.lab.Fault;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlowAssert_retransmitsOnlyLostSegments_Test {
  private static final int FULL_SEGMENTS = 6 * 1448; // so that nothing waits for an ACK

  @Test
  void should_hold_if_what_was_sent_again_had_been_lost() throws Exception {
    Flow upload = upload(PayloadMode.HEADERS, drop(clientData().number(3)));

    assertThat(upload.retransmissions()).isEqualTo(1);
    assertThat(upload).retransmitsOnlyLostSegments();
  }

  @Test
  void should_hold_if_nothing_was_sent_again() throws Exception {
    assertThat(upload(PayloadMode.HEADERS)).retransmitsOnlyLostSegments();
  }

  /**
   * The timer runs out after 200 ms and more; the response is here before it does so again, and not
   * before, though the server's timer sends it once more.
   */
  @Test
  void should_fail_if_it_had_arrived_and_only_the_ACKs_were_lost() throws Exception {
    Flow upload =
        upload(
            PayloadMode.HEADERS,
            drop(pureAck().from(Role.SERVER)),
            delay(serverData(), Duration.ofMillis(400)));

    assertViolated(
        () -> assertThat(upload).retransmitsOnlyLostSegments(),
        "FlowAssert.retransmitsOnlyLostSegments");
  }

  @Test
  void should_take_a_segment_that_arrived_damaged_for_lost() throws Exception {
    Flow upload = upload(PayloadMode.FULL, corrupt(clientData().number(3)));

    assertThat(upload.retransmissions()).isEqualTo(1);
    assertThat(upload).retransmitsOnlyLostSegments();
  }

  @Test
  void should_not_tell_whether_it_arrived_damaged_if_headers_alone_were_captured()
      throws Exception {
    Flow upload = upload(PayloadMode.HEADERS, corrupt(clientData().number(3)));

    assertCannotTell(
        () -> assertThat(upload).retransmitsOnlyLostSegments(),
        "headers alone do not show whether these arrived undamaged; capture the payload"
            + " (@CaptureTcp(payload = FULL))");
  }

  @Test
  void should_not_tell_if_one_end_alone_was_captured() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.connection().clientToServer()).retransmitsOnlyLostSegments(),
        "the capture does not hold both ends, so it does not show what was lost between them; one"
            + " on a link does (@ImpairedLink)");
  }

  /** Six full segments at once, one byte back, and a close from either side. */
  private static Flow upload(PayloadMode payload, Fault... faults) throws Exception {
    try (Link link = Link.builder().delay(Duration.ofMillis(2)).open();
        LiveCapture capture = new LiveCapture(link, payload);
        ServerSocket server = new ServerSocket(0, 50, link.serverAddress())) {
      for (Fault fault : faults) {
        link.apply(fault);
      }
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server));
      try (Socket client = new Socket()) {
        client.connect(link.towards(server.getLocalPort()));
        client.getOutputStream().write(new byte[FULL_SEGMENTS]);
        assertThat(client.getInputStream().read()).isEqualTo(1);
      }
      served.join();
      Connection connection =
          capture.await(
              server.getLocalPort(),
              c ->
                  c.teardown().state() == Teardown.State.CLEAN
                      && c.isSeenAtBothEnds()
                      && c.atServer().teardown().state() == Teardown.State.CLEAN);
      assertThat(link.unfiredFaults()).isEmpty();
      return connection.clientToServer();
    }
  }

  private static void serve(ServerSocket server) {
    try (Socket connection = server.accept()) {
      connection.getInputStream().readNBytes(FULL_SEGMENTS);
      connection.getOutputStream().write(1);
      connection.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
