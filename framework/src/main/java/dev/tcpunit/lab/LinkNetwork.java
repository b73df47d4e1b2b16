package dev.tcpunit.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The names and addresses of the n-th link of a network: a subnet of those that are for
 * documentation (RFC 5737, RFC 3849), so that no route to a real host is hidden.
 *
 * @param index from 0
 * @param ipv6 whether it is of IPv6
 */
record LinkNetwork(int index, boolean ipv6) {
  private static final byte[][] DOCUMENTATION = {
    {(byte) 192, 0, 2}, {(byte) 198, 51, 100}, {(byte) 203, 0, 113}
  };
  private static final int SUBNETS_OF_EACH = 64;
  private static final int ADDRESSES_OF_SUBNET = 4;
  private static final int IPV4_PREFIX = 30;
  private static final int IPV6_PREFIX = 64;

  /** How many links there can be side by side. */
  static final int MOST = DOCUMENTATION.length * SUBNETS_OF_EACH;

  String name() {
    return "tcpunit" + index;
  }

  String farName() {
    return name() + "-far";
  }

  /** Where the sockets of client and server are. */
  InetAddress near() {
    return address(1);
  }

  /** Where each of them believes the other to be. */
  InetAddress far() {
    return address(2);
  }

  /** The first address of the subnet. */
  InetAddress prefix() {
    return address(0);
  }

  int prefixLength() {
    return ipv6 ? IPV6_PREFIX : IPV4_PREFIX;
  }

  /** Locally administered, as the second bit says. */
  byte[] macAddress(boolean ofFarHost) {
    return new byte[] {2, 'T', 'C', 'P', (byte) index, (byte) (ofFarHost ? 2 : 1)};
  }

  private InetAddress address(int host) {
    byte[] bytes;
    if (ipv6) {
      bytes = new byte[16];
      bytes[0] = 0x20;
      bytes[1] = 0x01;
      bytes[2] = 0x0D;
      bytes[3] = (byte) 0xB8;
      bytes[7] = (byte) index;
      bytes[15] = (byte) host;
    } else {
      byte[] net = DOCUMENTATION[index / SUBNETS_OF_EACH];
      int last = index % SUBNETS_OF_EACH * ADDRESSES_OF_SUBNET + host;
      bytes = new byte[] {net[0], net[1], net[2], (byte) last};
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four and sixteen bytes are addresses", e);
    }
  }
}
