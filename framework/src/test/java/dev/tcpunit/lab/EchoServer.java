package dev.tcpunit.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server at the end of a link that sends back what it gets, and keeps connections open. */
final class EchoServer implements AutoCloseable {
  static final int BYTES = 100;

  private static final byte[] REQUEST = new byte[BYTES];
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Link link;
  private final ServerSocket listener;

  /** How the first connection ended for the server. */
  private final CompletableFuture<String> end = new CompletableFuture<>();

  private EchoServer(Link link) throws IOException {
    this.link = link;
    this.listener = new ServerSocket(0, 50, link.serverAddress());
  }

  static EchoServer start(Link link) throws IOException {
    EchoServer server = new EchoServer(link);
    server.inBackground(server::accept);
    return server;
  }

  private void inBackground(Runnable task) {
    Thread thread = new Thread(task, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        inBackground(() -> echo(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] request = in.readNBytes(BYTES);
      while (request.length == BYTES) {
        socket.getOutputStream().write(request);
        request = in.readNBytes(BYTES);
      }
      end.complete("end of input");
    } catch (IOException e) {
      end.complete(e.getMessage());
    }
  }

  Socket connect() throws IOException {
    Socket client = new Socket();
    client.setSoTimeout(TIMEOUT_MILLIS);
    client.connect(link.towards(listener.getLocalPort()), TIMEOUT_MILLIS);
    return client;
  }

  /** Sends a request and reads them back. */
  static void exchange(Socket client) throws IOException {
    client.getOutputStream().write(REQUEST);
    if (client.getInputStream().readNBytes(BYTES).length < BYTES) {
      throw new IOException("no answer");
    }
  }

  String awaitEnd() throws Exception {
    return end.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
