package dev.tcpunit.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Uploads one after the other on one connection, each answered with a byte; the client closes. */
final class KeptAlive {
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int CHUNK = 64 << 10;

  private KeptAlive() {}

  static void upload(ServerSocket listener, InetSocketAddress server, int[] sizes)
      throws Exception {
    CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listener));
    try (Socket client = new Socket()) {
      client.setSoTimeout(TIMEOUT_MILLIS);
      client.setTcpNoDelay(true);
      client.connect(server, TIMEOUT_MILLIS);
      for (int size : sizes) {
        client.getOutputStream().write(message(size));
        if (client.getInputStream().read() != 'k') {
          throw new IOException("an upload of " + size + " bytes was not answered");
        }
      }
      client.shutdownOutput();
      if (client.getInputStream().read() >= 0) {
        throw new IOException("more than one answer for each upload");
      }
    }
    served.get();
  }

  private static byte[] message(int size) {
    byte[] message = new byte[4 + size];
    for (int i = 0; i < 4; i++) {
      message[i] = (byte) (size >>> 24 - 8 * i);
    }
    return message;
  }

  private static void serve(ServerSocket listener) {
    try (Socket server = listener.accept()) {
      server.setSoTimeout(TIMEOUT_MILLIS);
      server.setTcpNoDelay(true);
      InputStream in = server.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      byte[] length = new byte[4];
      while (in.readNBytes(length, 0, 4) == 4) {
        long left = ByteBuffer.wrap(length).getInt();
        while (left > 0) {
          int read = in.read(chunk, 0, (int) Math.min(left, CHUNK));
          left -= read < 0 ? left : read;
        }
        out.write('k');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
