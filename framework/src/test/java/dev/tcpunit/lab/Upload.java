package dev.tcpunit.lab;

import dev.tcpunit.internal.linux.CongestionControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * An upload over a link: a client sends so many bytes, and the server answers with one byte and
 * closes. Only then does the client: a FIN that comes while it closes finds its socket gone now and
 * then, and is sent again.
 */
final class Upload {
  private static final int TIMEOUT_MILLIS = 20_000;

  private Upload() {}

  /** Sends a pattern, and compares it with what arrives; returns the server's port. */
  static int over(Link link, int bytes) throws Exception {
    return over(link, bytes, "");
  }

  /** The same with a congestion control of the client's own; an empty name leaves the usual. */
  static int over(Link link, int bytes, String congestionControl) throws Exception {
    byte[] sent = pattern(bytes);
    try (ServerSocket listener = new ServerSocket(0, 50, link.serverAddress())) {
      CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> receive(listener));
      try (Socket client = new Socket()) {
        client.setSoTimeout(TIMEOUT_MILLIS);
        client.connect(link.towards(listener.getLocalPort()), TIMEOUT_MILLIS);
        if (!congestionControl.isEmpty()) {
          CongestionControl.set(client.getLocalPort(), congestionControl);
        }
        OutputStream out = client.getOutputStream();
        out.write(sent);
        client.shutdownOutput();
        InputStream answer = client.getInputStream();
        if (answer.read() != 'k' || answer.read() >= 0) {
          throw new AssertionError("the server did not answer by one byte and its end");
        }
      }
      if (!Arrays.equals(sent, received.get())) {
        throw new AssertionError("other bytes arrived than were sent");
      }
      return listener.getLocalPort();
    }
  }

  /** The other way round: the server sends, and the client answers with one byte and closes. */
  static int back(Link link, int bytes) throws Exception {
    byte[] sent = pattern(bytes);
    try (ServerSocket listener = new ServerSocket(0, 50, link.serverAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> send(listener, sent));
      try (Socket client = new Socket()) {
        client.setSoTimeout(TIMEOUT_MILLIS);
        client.connect(link.towards(listener.getLocalPort()), TIMEOUT_MILLIS);
        byte[] received = client.getInputStream().readAllBytes();
        client.getOutputStream().write('k');
        if (!Arrays.equals(sent, received)) {
          throw new AssertionError("other bytes arrived than were sent");
        }
      }
      served.get();
      return listener.getLocalPort();
    }
  }

  private static void send(ServerSocket listener, byte[] bytes) {
    try (Socket server = listener.accept()) {
      server.setSoTimeout(TIMEOUT_MILLIS);
      server.getOutputStream().write(bytes);
      server.shutdownOutput();
      InputStream answer = server.getInputStream();
      if (answer.read() != 'k' || answer.read() >= 0) {
        throw new AssertionError("the client did not answer by one byte and its end");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] receive(ServerSocket listener) {
    try (Socket server = listener.accept()) {
      server.setSoTimeout(TIMEOUT_MILLIS);
      InputStream in = server.getInputStream();
      byte[] all = in.readAllBytes();
      server.getOutputStream().write('k');
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] pattern(int bytes) {
    byte[] pattern = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      pattern[i] = (byte) (i * 31 + (i >> 8));
    }
    return pattern;
  }
}
