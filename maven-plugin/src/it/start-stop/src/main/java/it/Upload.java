package it;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The integration test of a project that does not use JUnit: one upload. */
public final class Upload {
  private Upload() {}

  public static void main(String[] args) throws Exception {
    try (ServerSocket server = new ServerSocket(47114, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[10_000]);
      client.shutdownOutput();
      accepted.getInputStream().readAllBytes();
    }
  }
}
