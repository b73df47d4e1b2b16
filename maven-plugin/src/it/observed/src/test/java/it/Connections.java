package it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

final class Connections {
  private Connections() {}

  static void abort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      accepted.getInputStream().read();
      client.setSoLinger(true, 0);
      client.close();
      accepted.setSoLinger(true, 0);
    }
  }

  static void refuse() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (Socket none = new Socket(InetAddress.getLoopbackAddress(), port)) {
      throw new AssertionError("connected");
    } catch (java.net.ConnectException expected) {
      // As it should be.
    }
  }
}
