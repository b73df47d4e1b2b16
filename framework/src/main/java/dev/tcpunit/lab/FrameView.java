package dev.tcpunit.lab;

import dev.tcpunit.net.TcpFlags;
import java.nio.ByteBuffer;

/**
 * One Ethernet frame where it lies in memory, in network byte order: what its headers say if it is
 * TCP over IPv4 (RFC 791) or IPv6 (RFC 8200), and how to change it.
 */
final class FrameView {
  static final int ETHERNET_BYTES = 14;

  private static final int ETHERTYPE = 12;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int TCP = 6;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int TCP_BYTES = 20;
  private static final int FRAGMENT_BITS = 0x3FFF;
  private static final int DO_NOT_FRAGMENT = 0x4000;

  private ByteBuffer bytes;
  private int start;
  private int length;
  private int ethertype;
  private boolean tcp;
  private int tcpAt;
  private int payloadAt;
  private int payloadLength;

  /** Views a frame; one that is not a whole TCP segment, such as a fragment, is not called TCP. */
  FrameView wrap(ByteBuffer memory, int at, int frameLength) {
    bytes = memory;
    start = at;
    length = frameLength;
    tcp = false;
    payloadLength = 0;
    ethertype = length < ETHERNET_BYTES ? 0 : bytes.getShort(start + ETHERTYPE) & 0xFFFF;
    if (ethertype == IPV4 && length >= ETHERNET_BYTES + IPV4_BYTES) {
      parseIpv4();
    } else if (ethertype == IPV6 && length >= ETHERNET_BYTES + IPV6_BYTES) {
      int end = ipAt() + IPV6_BYTES + (bytes.getShort(ipAt() + 4) & 0xFFFF);
      parseTcp(bytes.get(ipAt() + 6), ipAt() + IPV6_BYTES, end);
    }
    return this;
  }

  private void parseIpv4() {
    boolean fragment = (bytes.getShort(ipAt() + 6) & FRAGMENT_BITS) != 0;
    int headerBytes = (bytes.get(ipAt()) & 0xF) * Integer.BYTES;
    int end = ipAt() + (bytes.getShort(ipAt() + 2) & 0xFFFF);
    if (!fragment && headerBytes >= IPV4_BYTES) {
      parseTcp(bytes.get(ipAt() + 9), ipAt() + headerBytes, end);
    }
  }

  private void parseTcp(int protocol, int at, int end) {
    if (protocol != TCP || at + TCP_BYTES > end || end > start + length) {
      return;
    }
    int headerBytes = (bytes.get(at + 12) >> 4 & 0xF) * Integer.BYTES;
    if (headerBytes >= TCP_BYTES && at + headerBytes <= end) {
      tcp = true;
      tcpAt = at;
      payloadAt = at + headerBytes;
      payloadLength = end - payloadAt;
    }
  }

  ByteBuffer bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** Whether it is an IP packet for one host, whose MAC address has the group bit clear. */
  boolean isUnicastIp() {
    return (ethertype == IPV4 || ethertype == IPV6) && (bytes.get(start) & 1) == 0;
  }

  boolean isIpv4() {
    return ethertype == IPV4;
  }

  boolean isTcp() {
    return tcp;
  }

  int ipAt() {
    return start + ETHERNET_BYTES;
  }

  int tcpAt() {
    return tcpAt;
  }

  int payloadAt() {
    return payloadAt;
  }

  int payloadLength() {
    return payloadLength;
  }

  /** Source and destination port as they stand: sixteen bits each. */
  int ports() {
    return bytes.getInt(tcpAt);
  }

  int sequence() {
    return bytes.getInt(tcpAt + 4);
  }

  int acknowledgment() {
    return bytes.getInt(tcpAt + 8);
  }

  /** The window field as it stands, not scaled. */
  int window() {
    return bytes.getShort(tcpAt + 14) & 0xFFFF;
  }

  int flags() {
    return bytes.get(tcpAt + 13) & 0xFF;
  }

  boolean has(int flags) {
    return (flags() & flags) == flags;
  }

  boolean isSyn() {
    return has(TcpFlags.SYN);
  }

  /** Cuts the frame short on the wire; what its headers say of its length stays. */
  void cutTo(int frameLength) {
    length = Math.min(length, frameLength);
  }

  /** How long the IP packet is. */
  int ipLength() {
    return length - ETHERNET_BYTES;
  }

  /** Whether a router may not cut the packet: never with IPv6 (RFC 8200 section 4.5). */
  boolean isNotToBeFragmented() {
    return !isIpv4() || (bytes.getShort(ipAt() + 6) & DO_NOT_FRAGMENT) != 0;
  }

  /** Turns the frame back to where it came from. No checksum changes: sums are commutative. */
  void turnBack() {
    int destination = bytes.getInt(start);
    short destinationEnd = bytes.getShort(start + 4);
    bytes.putInt(start, bytes.getInt(start + 6)).putShort(start + 4, bytes.getShort(start + 10));
    bytes.putInt(start + 6, destination).putShort(start + 10, destinationEnd);
    int ip = ipAt();
    if (ethertype == IPV4) {
      int source = bytes.getInt(ip + 12);
      bytes.putInt(ip + 12, bytes.getInt(ip + 16)).putInt(ip + 16, source);
    } else {
      exchangeLongs(ip + 8, ip + 24);
      exchangeLongs(ip + 16, ip + 32);
    }
  }

  private void exchangeLongs(int one, int other) {
    long value = bytes.getLong(one);
    bytes.putLong(one, bytes.getLong(other)).putLong(other, value);
  }
}
