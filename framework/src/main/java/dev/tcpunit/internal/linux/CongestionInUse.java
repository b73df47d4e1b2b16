package dev.tcpunit.internal.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds out which congestion control the kernel gives to connections, by opening one. */
public final class CongestionInUse {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_CONGESTION = 13;
  private static final int NAME_BYTES = 16;
  private static final int IPV4_ADDRESS = 4;
  private static final int IPV6_ADDRESS = 8;
  private static final int SOCKADDR_IN_BYTES = 16;
  private static final int SOCKADDR_IN6_BYTES = 28;

  private CongestionInUse() {}

  /**
   * Connects to a listener of its own, and asks the socket.
   *
   * @param own an address of this host
   * @return such as {@code cubic}
   */
  public static String towards(InetAddress own) throws IOException {
    return towards(own, own);
  }

  /** Connects to a listener by another address than its own, and asks the socket. */
  public static String towards(InetAddress own, InetAddress reachedBy) throws IOException {
    int family = Netlink.family(own.getAddress());
    try (ServerSocket server = new ServerSocket(0, 1, own);
        LinuxSocket client = LinuxSocket.open(family, LinuxSocket.SOCK_STREAM, 0)) {
      client.connect(address(family, reachedBy, server.getLocalPort()));
      ByteBuffer name = NativeMemory.allocate(NAME_BYTES);
      client.getOption(IPPROTO_TCP, TCP_CONGESTION, name, "TCP_CONGESTION");
      return StandardCharsets.US_ASCII.decode(name).toString().split("\0", 2)[0];
    }
  }

  private static ByteBuffer address(int family, InetAddress host, int port) {
    boolean ipv4 = family == LinuxSocket.AF_INET;
    ByteBuffer address = NativeMemory.allocate(ipv4 ? SOCKADDR_IN_BYTES : SOCKADDR_IN6_BYTES);
    address.putShort(0, (short) family);
    address.put(ipv4 ? IPV4_ADDRESS : IPV6_ADDRESS, host.getAddress());
    return address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) port);
  }
}
