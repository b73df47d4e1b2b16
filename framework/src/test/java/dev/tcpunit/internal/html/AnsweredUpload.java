package dev.tcpunit.internal.html;

import dev.tcpunit.lab.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** An upload in parts over a link: the server answers each with one byte, and closes at the end. */
final class AnsweredUpload {
  private AnsweredUpload() {}

  /** Sends the parts, each when the one before it is answered; gives the server's port. */
  static int over(Link link, int... parts) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, link.serverAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listener, parts));
      try (Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
        for (int part : parts) {
          client.getOutputStream().write(new byte[part]);
          client.getInputStream().read();
        }
        client.shutdownOutput();
        client.getInputStream().read();
      }
      served.join();
      return listener.getLocalPort();
    }
  }

  private static void serve(ServerSocket listener, int... parts) {
    try (Socket server = listener.accept()) {
      for (int part : parts) {
        server.getInputStream().readNBytes(part);
        server.getOutputStream().write('k');
      }
      server.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
