package it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Others than this process, in the host's network. */
final class Server {
  private Server() {}

  static int answer() throws IOException {
    try (Socket client = connect("server.port")) {
      return client.getInputStream().read();
    }
  }

  /** Uploads to the one that reads all before it answers. */
  static int upload(int bytes) throws IOException {
    try (Socket client = connect("door.port")) {
      client.getOutputStream().write(new byte[bytes]);
      client.shutdownOutput();
      return client.getInputStream().read();
    }
  }

  static int port(String file) throws IOException {
    return Integer.parseInt(Files.readString(Path.of(file)));
  }

  private static Socket connect(String file) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port(file));
  }
}
