package it;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Waits for ever in the middle of a connection, if it is asked to. */
@CaptureTcp
class WaitTest {
  @Test
  void waits(TcpCapture capture) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[1000]);
      accepted.getInputStream().readNBytes(1000);
      assertThat(capture.connectionTo(server.getLocalPort())).hasNoRetransmissions();
      if (System.getenv("IT_WAITS") != null) {
        Path network = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        System.out.println("waits: " + ProcessHandle.current().pid() + " in " + network);
        new CountDownLatch(1).await();
      }
    }
  }
}
