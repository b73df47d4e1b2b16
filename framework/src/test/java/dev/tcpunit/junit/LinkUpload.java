package dev.tcpunit.junit;

import dev.tcpunit.lab.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** An upload over a link: the server reads to the end, answers with one byte and closes. */
final class LinkUpload implements AutoCloseable {
  private final Link link;
  private final ServerSocket server;

  LinkUpload(Link link) throws IOException {
    this.link = link;
    this.server = new ServerSocket(0, 50, link.serverAddress());
  }

  int port() {
    return server.getLocalPort();
  }

  /** Sends so many bytes, closes, and waits for the answer and the server's close. */
  void send(int bytes) throws IOException {
    CompletableFuture<Void> served = CompletableFuture.runAsync(this::serve);
    try (Socket client = new Socket()) {
      client.connect(link.towards(port()));
      client.getOutputStream().write(new byte[bytes]);
      client.shutdownOutput();
      if (client.getInputStream().readAllBytes().length != 1) {
        throw new IOException("the server did not answer");
      }
    }
    served.join();
  }

  private void serve() {
    try (Socket connection = server.accept()) {
      connection.getInputStream().readAllBytes();
      connection.getOutputStream().write(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
