package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tcpunit.junit.CaptureTcp;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateNetworkTest {
  @Test
  void should_run_in_a_private_network_with_its_loopback_up() throws Exception {
    assertNotNull(System.getenv("TCPUNIT_SANDBOX"));
    Path network = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
    assertNotEquals(System.getenv("TCPUNIT_OUTSIDE_NETWORK"), network.toString());
    List<String> up =
        NetworkInterface.networkInterfaces()
            .filter(this::isUp)
            .map(NetworkInterface::getName)
            .toList();
    assertEquals(List.of("lo"), up);
  }

  @Test
  @CaptureTcp
  void should_use_a_port_that_another_build_uses_too() throws Exception {
    try (ServerSocket server = new ServerSocket(47113, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(7);
      assertEquals(7, accepted.getInputStream().read());
    }
  }

  private boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }
}
