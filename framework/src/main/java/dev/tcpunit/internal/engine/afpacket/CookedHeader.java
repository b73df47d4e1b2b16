package dev.tcpunit.internal.engine.afpacket;

import java.nio.ByteBuffer;

/**
 * The header of a frame captured without its link-layer header: LINKTYPE_LINUX_SLL2, made of the
 * {@code sockaddr_ll} that the kernel gives beside each packet.
 */
final class CookedHeader {
  static final int BYTES = 20;

  private static final int PROTOCOL = 0;
  private static final int RESERVED = 2;
  private static final int INTERFACE_INDEX = 4;
  private static final int HARDWARE_TYPE = 8;
  private static final int PACKET_TYPE = 10;

  // struct sockaddr_ll
  private static final int SLL_PROTOCOL = 2;
  private static final int SLL_INTERFACE_INDEX = 4;
  private static final int SLL_HARDWARE_TYPE = 8;
  private static final int SLL_PACKET_TYPE = 10;

  private CookedHeader() {}

  /** Writes the header; {@code to} is in network byte order, {@code ring} in the machine's. */
  static void write(ByteBuffer ring, int sockaddr, ByteBuffer to, byte[] bytes) {
    to.putShort(RESERVED, (short) 0);
    bytes[PROTOCOL] = ring.get(sockaddr + SLL_PROTOCOL);
    bytes[PROTOCOL + 1] = ring.get(sockaddr + SLL_PROTOCOL + 1);
    to.putInt(INTERFACE_INDEX, ring.getInt(sockaddr + SLL_INTERFACE_INDEX));
    to.putShort(HARDWARE_TYPE, ring.getShort(sockaddr + SLL_HARDWARE_TYPE));
    // packet type, address length and address: eight more bytes than the first two, as they are
    ring.get(sockaddr + SLL_PACKET_TYPE, bytes, PACKET_TYPE, BYTES - PACKET_TYPE);
  }
}
