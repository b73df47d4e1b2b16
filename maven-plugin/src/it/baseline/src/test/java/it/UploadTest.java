package it;

import dev.tcpunit.junit.TcpBaseline;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class UploadTest {
  @Test
  @TcpBaseline("image-upload")
  void uploads() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < Integer.getInteger("it.uploads", 1); i++) {
        upload(server);
      }
    }
  }

  private static void upload(ServerSocket server) throws Exception {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[1000]);
      accepted.getInputStream().readNBytes(1000);
      client.close();
      accepted.getInputStream().read();
    }
  }
}
