package it;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

@CaptureTcp
class UploadTest {
  @Test
  void uploads(TcpCapture capture) throws Exception {
    upload(capture, false);
  }

  @Test
  void aborts(TcpCapture capture) throws Exception {
    upload(capture, true);
  }

  private static void upload(TcpCapture capture, boolean aborting) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[100_000]);
      accepted.getInputStream().readNBytes(100_000);
      client.setSoLinger(aborting, 0);
      client.close();
      accepted.close();
      assertThat(capture.connectionTo(server.getLocalPort())).hasCleanFin();
    }
  }
}
