package it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** What is tested: some bytes go to a server that reads them all. */
public final class Upload {
  private Upload() {}

  /** Returns the server's port. */
  public static int loopback() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      return to(address, server);
    }
  }

  /** Returns the server's port. */
  public static int to(InetSocketAddress address, ServerSocket server) throws IOException {
    CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> receive(server));
    try (Socket client = new Socket()) {
      client.connect(address);
      client.getOutputStream().write(new byte[10_000]);
      client.shutdownOutput();
      if (client.getInputStream().read() >= 0 || received.join().length != 10_000) {
        throw new IOException("not all has arrived");
      }
    }
    return server.getLocalPort();
  }

  private static byte[] receive(ServerSocket server) {
    try (Socket accepted = server.accept()) {
      return accepted.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
