package it;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.assertions.SoftTcpAssertions;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@CaptureTcp
class CapturedTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void captures_on_loopback(int bytes, TcpCapture capture) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      upload(bytes, server, new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
      SoftTcpAssertions.assertSoftly(
          softly ->
              softly
                  .assertThat(capture.connectionTo(server.getLocalPort()))
                  .hasCompletedHandshake()
                  .acksCoverAllBytes()
                  .hasCleanFin());
    }
    System.out.println("captured with JUnit " + junit() + ", " + bytes + " bytes");
  }

  @Test
  @ImpairedLink
  void captures_on_a_link(TcpCapture capture, Link link) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, link.serverAddress())) {
      upload(10_000, server, link.towards(server.getLocalPort()));
      assertThat(capture.connectionTo(server.getLocalPort()))
          .client(client -> client.hasByteCount(10_000).hasAllBytesAcknowledged());
    }
  }

  private static void upload(int bytes, ServerSocket server, InetSocketAddress to)
      throws Exception {
    try (Socket client = new Socket(to.getAddress(), to.getPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[bytes]);
      client.shutdownOutput();
      assertThat(accepted.getInputStream().readAllBytes()).hasSize(bytes);
    }
  }

  /** The version that runs, which must be the one that the project has declared. */
  private static String junit() {
    String version = Test.class.getPackage().getImplementationVersion();
    assertThat(version).isEqualTo(System.getProperty("expected.junit"));
    return version;
  }
}
