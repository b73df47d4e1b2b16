package it;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UploadTest {
  @Test
  @CaptureTcp
  void uploads(TcpCapture capture) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[100_000]);
      client.shutdownOutput();
      accepted.getInputStream().readAllBytes();
      accepted.close();
      client.close();
      assertThat(capture.connectionTo(server.getLocalPort()))
          .hasCompletedHandshake()
          .hasNoRetransmissions()
          .acksCoverAllBytes()
          .hasCleanFin();
    }
  }

  @Test
  @CaptureTcp
  void uploads_through_a_door(TcpCapture capture) throws Exception {
    assertThat(Server.upload(100_000)).isEqualTo(8);
    Connection connection = capture.connectionTo(Server.port("door.port"));
    assertThat(connection.door()).contains(Role.SERVER);
    assertThat(connection.clientToServer()).hasByteCount(100_000).hasNoRetransmissions();
    assertThatThrownBy(() -> assertThat(connection).acksCoverAllBytes())
        .hasMessageContaining("it cannot be told: behind a door");
  }

  @Test
  void runs_behind_the_wall_with_the_settings_of_the_goal() throws Exception {
    assertThatThrownBy(Server::answer).isInstanceOf(ConnectException.class);
    try (InputStream setting = Files.newInputStream(Path.of("/proc/sys/net/ipv4/tcp_rmem"))) {
      assertThat(new String(setting.readNBytes(100), StandardCharsets.US_ASCII).strip())
          .isEqualTo("4096\t65536\t131072");
    }
  }
}
