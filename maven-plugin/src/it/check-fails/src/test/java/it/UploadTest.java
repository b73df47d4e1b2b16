package it;

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
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[100_000]);
      client.setSoLinger(true, 0);
    }
  }
}
