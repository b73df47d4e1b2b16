package it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another process, in the host's network. */
final class Server {
  private Server() {}

  static int answer() throws IOException {
    int port = Integer.parseInt(Files.readString(Path.of("server.port")));
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return client.getInputStream().read();
    }
  }
}
