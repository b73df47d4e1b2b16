package dev.tcpunit.internal.fork;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.LossSweep;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.junit.TcpCaptureExtension;
import dev.tcpunit.lab.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Captures and links in a child: real uploads, judged there, told here. */
class ForkLinkTest {
  @TempDir Path folder;

  /** Sends a few segments through a server that answers when it has all. */
  private static int upload(InetSocketAddress address, ServerSocket server) throws Exception {
    CompletableFuture<Integer> received =
        CompletableFuture.supplyAsync(
            () -> {
              try (Socket accepted = server.accept()) {
                return accepted.getInputStream().readAllBytes().length;
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    try (Socket client = new Socket(address.getAddress(), address.getPort())) {
      client.getOutputStream().write(new byte[5_000]);
    }
    return received.get();
  }

  static class Linked {
    @RegisterExtension
    static final TcpCaptureExtension CAPTURE = TcpCaptureExtension.builder().build();

    @Test
    @ImpairedLink(delay = "5ms")
    void repairs_a_loss(TcpCapture capture, Link link) throws Exception {
      link.apply(drop(clientData().number(2)));
      try (ServerSocket server = new ServerSocket(0, 1, link.serverAddress())) {
        assertThat(upload(link.towards(server.getLocalPort()), server)).isEqualTo(5_000);
        assertThat(capture.connectionTo(server.getLocalPort()))
            .client(c -> c.hasRetransmissions(1));
      }
    }

    @Test
    void finds_none(TcpCapture capture) {
      assertThat(capture.trace()).hasSingleConnection();
    }
  }

  @Test
  void should_capture_on_a_link() {
    Launch.Events events = Launch.forked(folder).run(Linked.class);
    assertThat(events.lines())
        .anyMatch(line -> line.contains("repairs_a_loss(TcpCapture, Link)\" SUCC"));
    assertThat(events.failures())
        .singleElement()
        .isInstanceOf(AssertionError.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("to have 1 connection");
  }

  static class Swept {
    @LossSweep(max = 3)
    void survives(Link link) throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, link.serverAddress())) {
        assertThat(upload(link.towards(server.getLocalPort()), server)).isEqualTo(5_000);
      }
    }
  }

  @Test
  void should_sweep() {
    Launch.Events plain = Launch.plain(folder).run(Swept.class);
    Launch.Events forked = Launch.forked(folder).run(Swept.class);
    assertThat(forked.failures()).isEmpty();
    assertThat(forked.lines())
        .filteredOn(line -> line.startsWith("finished"))
        .hasSizeGreaterThan(4);
    assertThat(forked.lines().stream().filter(line -> !line.startsWith("published")))
        .containsExactlyElementsOf(
            plain.lines().stream().filter(line -> !line.startsWith("published")).toList());
    assertThat(forked.lines()).anyMatch(line -> line.contains("tcpunit.sweep"));
  }
}
