package dev.tcpunit.fuzz;

import java.nio.ByteBuffer;

/**
 * The TCP header of a frame of IPv4 or IPv6 over Ethernet. What is changed leaves the checksum as
 * right or as wrong as it was (RFC 1624), also where the payload was not captured.
 */
final class Header {
  private static final int ETHERNET = 14;
  private static final int CHECKSUM = 16;

  private final ByteBuffer frame;
  private final int start;
  private final int length;

  private Header(ByteBuffer frame, int start, int length) {
    this.frame = frame;
    this.start = start;
    this.length = length;
  }

  /** The header, or null where there is none, or not a whole one. */
  static Header of(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    if (bytes.length < ETHERNET + 20) {
      return null;
    }
    int type = frame.getShort(12) & 0xFFFF;
    int start;
    if (type == 0x0800 && bytes[23] == 6) {
      start = ETHERNET + 4 * (bytes[ETHERNET] & 15);
    } else if (type == 0x86DD && bytes[20] == 6) {
      start = ETHERNET + 40;
    } else {
      return null;
    }
    if (bytes.length < start + 20) {
      return null;
    }
    int length = 4 * (bytes[start + 12] >> 4 & 15);
    return length < 20 || bytes.length < start + length ? null : new Header(frame, start, length);
  }

  int start() {
    return start;
  }

  int u16(int at) {
    return frame.getShort(start + at) & 0xFFFF;
  }

  int i32(int at) {
    return frame.getInt(start + at);
  }

  int flags() {
    return frame.get(start + 13) & 0xFF;
  }

  void set16(int at, int value) {
    keepingChecksum(() -> frame.putShort(start + at, (short) value));
  }

  void set32(int at, int value) {
    keepingChecksum(() -> frame.putInt(start + at, value));
  }

  void setFlags(int flags) {
    keepingChecksum(() -> frame.put(start + 13, (byte) flags));
  }

  /**
   * Whether its checksum is left to the network card, as on loopback: it is that of the
   * pseudo-header alone.
   */
  boolean isOffloaded() {
    return fold(pseudoHeader()) == u16(CHECKSUM);
  }

  private int pseudoHeader() {
    boolean ipv6 = frame.getShort(12) != 0x0800;
    int addresses = ipv6 ? ETHERNET + 8 : ETHERNET + 12;
    int end = ipv6 ? ETHERNET + 40 : ETHERNET + 20;
    int segment =
        ipv6
            ? frame.getShort(ETHERNET + 4) & 0xFFFF
            : (frame.getShort(ETHERNET + 2) & 0xFFFF) - (start - ETHERNET);
    int sum = 6 + segment;
    for (int at = addresses; at < end; at += 2) {
      sum += frame.getShort(at) & 0xFFFF;
    }
    return sum;
  }

  /** Makes the checksum as right between these addresses as it was between those of the other. */
  void setSumOfAddresses(Header before) {
    int pseudo = fold(pseudoHeader());
    if (before.isOffloaded()) {
      frame.putShort(start + CHECKSUM, (short) pseudo);
    } else {
      int old = ~fold(before.pseudoHeader()) & 0xFFFF;
      int sum = (~u16(CHECKSUM) & 0xFFFF) + old + pseudo;
      frame.putShort(start + CHECKSUM, (short) ~fold(sum));
    }
  }

  /** Where the first SACK block begins, counted from the header's start, or 0. */
  int sackBlocks() {
    int at = 20;
    while (at < length) {
      int kind = frame.get(start + at);
      if (kind == 0) {
        return 0;
      } else if (kind == 1) {
        at++;
        continue;
      }
      int size = at + 1 < length ? frame.get(start + at + 1) & 0xFF : 0;
      if (size < 2 || at + size > length) {
        return 0;
      }
      if (kind == 5) {
        return at;
      }
      at += size;
    }
    return 0;
  }

  int sackLength(int at) {
    return frame.get(start + at + 1) & 0xFF;
  }

  private void keepingChecksum(Runnable change) {
    boolean offloaded = isOffloaded();
    int before = sum();
    change.run();
    if (offloaded) {
      return;
    }
    int after = sum();
    // ~(~old + ~before + after), in ones' complement
    int sum = (~u16(CHECKSUM) & 0xFFFF) + (~before & 0xFFFF) + after;
    frame.putShort(start + CHECKSUM, (short) ~fold(sum));
  }

  /** Of the header without its checksum; an option may begin at any byte. */
  private int sum() {
    int sum = 0;
    for (int at = 0; at < length; at += 2) {
      sum += at == CHECKSUM ? 0 : u16(at);
    }
    return fold(sum);
  }

  static int fold(int sum) {
    int folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return folded;
  }
}
