package dev.tcpunit.internal.file;

/**
 * What the first four bytes of a pcap file say of the rest.
 *
 * @param bigEndian the byte order of all headers
 * @param nanosPerFraction the unit of the time's second half: 1000 or 1
 * @param recordHeaderLength 16, or 24 in the modified format of old patched libpcaps
 */
record PcapMagic(boolean bigEndian, int nanosPerFraction, int recordHeaderLength) {
  static final int MICROSECONDS = 0xa1b2c3d4;
  static final int NANOSECONDS = 0xa1b23c4d;
  static final int MODIFIED = 0xa1b2cd34;

  private static final int HEADER = 16;
  private static final int MODIFIED_HEADER = 24;

  /** What a magic number says that was read as little-endian; null if it is none of pcap. */
  static PcapMagic of(int magic) {
    PcapMagic little = inOrder(magic, false);
    return little != null ? little : inOrder(Integer.reverseBytes(magic), true);
  }

  private static PcapMagic inOrder(int magic, boolean bigEndian) {
    switch (magic) {
      case MICROSECONDS:
        return new PcapMagic(bigEndian, 1000, HEADER);
      case NANOSECONDS:
        return new PcapMagic(bigEndian, 1, HEADER);
      case MODIFIED:
        return new PcapMagic(bigEndian, 1000, MODIFIED_HEADER);
      default:
        return null;
    }
  }
}
