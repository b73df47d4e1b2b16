package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.Arrays;

/**
 * Sends marker datagrams where the capture sees them: to itself over loopback, or out of another
 * interface to a group that stays on the link and that nobody listens to.
 *
 * <p>It uses a datagram socket rather than a channel: an interrupt closes the channel that a thread
 * uses, and all tests share this one.
 */
final class MarkerSender implements AutoCloseable {
  /** Set aside for experiments by RFC 4727 sections 2.2 and 3.2; port 9 is discard. */
  private static final String GROUP_4 = "224.0.0.254";

  private static final String GROUP_6 = "ff02::114";
  private static final int DISCARD_PORT = 9;

  private final DatagramSocket socket;
  private final InetSocketAddress target;
  private final boolean toItself;

  private MarkerSender(DatagramSocket socket, InetSocketAddress target, boolean toItself) {
    this.socket = socket;
    this.target = target;
    this.toItself = toItself;
  }

  static MarkerSender on(String interfaceName) throws CaptureException {
    try {
      if (interfaceName.equals("any")) {
        return overLoopback();
      }
      NetworkInterface nic = NetworkInterface.getByName(interfaceName);
      // The JDK knows no interface without an address, either.
      if (nic == null || nic.inetAddresses().findAny().isEmpty()) {
        throw failed(interfaceName, "the interface has no IP address to send it from", null);
      }
      return nic.isLoopback() ? overLoopback() : outOf(nic);
    } catch (IOException e) {
      throw failed(interfaceName, String.valueOf(e.getMessage()), e);
    }
  }

  private static MarkerSender overLoopback() throws IOException {
    InetAddress self = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    DatagramSocket socket = new DatagramSocket(0, self);
    socket.setSoTimeout(1);
    return new MarkerSender(socket, new InetSocketAddress(self, socket.getLocalPort()), true);
  }

  private static MarkerSender outOf(NetworkInterface nic) throws IOException {
    boolean ipv4 = nic.inetAddresses().anyMatch(address -> !(address instanceof Inet6Address));
    DatagramSocket socket = new DatagramSocket();
    try {
      socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, nic);
      socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      InetAddress group = InetAddress.getByName(ipv4 ? GROUP_4 : GROUP_6);
      return new MarkerSender(socket, new InetSocketAddress(group, DISCARD_PORT), false);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static CaptureException failed(String interfaceName, String happened, Throwable cause) {
    return new CaptureException(
        Reason.FAILED,
        "a marker datagram on " + interfaceName,
        happened,
        "Give the interface an IPv4 or IPv6 address, or capture on \"any\".",
        cause);
  }

  synchronized void send(byte[] payload) throws IOException {
    socket.send(new DatagramPacket(payload, payload.length, target));
    if (toItself) {
      isRead(payload);
    }
  }

  /**
   * Sends a marker where it comes back to this socket, and nowhere else.
   *
   * @return whether it has come back, and so has passed where the capture sees it
   */
  synchronized boolean comesBack(byte[] payload) throws IOException {
    if (!toItself) {
      return false;
    }
    socket.send(new DatagramPacket(payload, payload.length, target));
    return isRead(payload);
  }

  /**
   * Reads the markers that have come back to this socket: otherwise its buffer fills up and the
   * kernel counts errors. One that is not delivered yet is left to the next call.
   */
  private boolean isRead(byte[] payload) throws IOException {
    byte[] back = new byte[payload.length];
    try {
      while (!Arrays.equals(back, payload)) {
        socket.receive(new DatagramPacket(back, back.length));
      }
      return true;
    } catch (SocketTimeoutException late) {
      return false;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
