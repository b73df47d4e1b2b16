package dev.tcpunit.examples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;

/**
 * Upload clients with one fault each. All of them "work": the test that only looks at the answer
 * passes.
 */
public final class WrongUploaders {
  private WrongUploaders() {}

  /**
   * Closes with RST: somebody set SO_LINGER to 0 "to get rid of TIME-WAIT".
   *
   * @param target where images go
   * @param image its bytes
   * @throws IOException if the upload fails
   */
  public static void closesWithReset(URI target, byte[] image) throws IOException {
    try (Socket socket = HttpPost.connect(target)) {
      send(socket, target, image, image.length);
      HttpPost.readResponse(socket);
      socket.setSoLinger(true, 0);
    }
  }

  /**
   * Never closes: the connection stays open until somebody finds the leak.
   *
   * @param target where images go
   * @param image its bytes
   * @return the socket that the client forgot, so that the caller can clean up after the test
   * @throws IOException if the upload fails
   */
  public static Socket neverCloses(URI target, byte[] image) throws IOException {
    Socket socket = HttpPost.connect(target);
    send(socket, target, image, image.length);
    HttpPost.readResponse(socket);
    return socket;
  }

  /**
   * Sends half of the body and aborts the connection.
   *
   * @param target where images go
   * @param image its bytes
   * @throws IOException if sending fails
   */
  public static void abortsHalfWay(URI target, byte[] image) throws IOException {
    try (Socket socket = HttpPost.connect(target)) {
      send(socket, target, image, image.length / 2);
      socket.setSoLinger(true, 0);
    }
  }

  /**
   * Closes while the response lies unread: the kernel tells the server by RST that data was lost
   * (RFC 9293 section 3.6.1). A channel, because {@link Socket#close} sends FIN first, and then the
   * server's FIN may overtake the RST.
   *
   * @param target where images go
   * @param image its bytes
   * @throws IOException if sending fails
   */
  public static void leavesResponseUnread(URI target, byte[] image) throws IOException {
    var server = new InetSocketAddress(target.getHost(), target.getPort());
    try (SocketChannel channel = SocketChannel.open(server)) {
      send(channel.socket(), target, image, image.length);
      // One byte read: the response has arrived; the others stay where they are.
      if (channel.socket().getInputStream().read() < 0) {
        throw new IOException("connection ended before the response");
      }
    }
  }

  private static void send(Socket socket, URI target, byte[] image, int length) throws IOException {
    HttpPost.sendHead(socket, target, image.length);
    HttpPost.sendBody(socket, image, length);
  }
}
