package it;

import dev.tcpunit.junit.CaptureTcp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** A client that tests share: a shutdown hook may close it. */
@CaptureTcp
class PooledUploadTest {
  private static Socket client;

  @Test
  void uploads() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      client = new Socket(server.getInetAddress(), server.getLocalPort());
      try (Socket accepted = server.accept()) {
        client.getOutputStream().write(new byte[100]);
        accepted.getInputStream().readNBytes(100);
      }
    }
    if (Boolean.getBoolean("closes")) {
      Runtime.getRuntime().addShutdownHook(new Thread(PooledUploadTest::close));
    }
  }

  private static void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
