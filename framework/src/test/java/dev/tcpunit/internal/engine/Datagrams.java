package dev.tcpunit.internal.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Sends datagrams over loopback to a socket that takes them, so that nobody answers. */
final class Datagrams implements AutoCloseable {
  /** Of Ethernet, IPv4 and UDP. */
  static final int HEADER_BYTES = 14 + 20 + 8;

  private final DatagramSocket socket;

  Datagrams() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
  }

  void send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    socket.send(new DatagramPacket(bytes, bytes.length, socket.getLocalSocketAddress()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
