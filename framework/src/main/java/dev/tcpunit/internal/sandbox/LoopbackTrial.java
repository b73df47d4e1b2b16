package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Whether a datagram still comes through {@code lo}, over IPv4 and, where it is on, IPv6. */
final class LoopbackTrial {
  private static final int LIMIT_MILLIS = 500;

  private LoopbackTrial() {}

  static void run() throws IOException {
    over("127.0.0.1");
    try {
      over("::1");
    } catch (SocketException ignored) {
      // IPv6 is off: there is no such address to bind to.
    }
  }

  private static void over(String address) throws IOException {
    InetAddress loopback = InetAddress.getByName(address);
    try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
      socket.receive(new DatagramPacket(new byte[1], 1));
    } catch (SocketTimeoutException e) {
      throw new IOException("no datagram came through to " + address, e);
    }
  }
}
