package dev.tcpunit.jar;

import java.util.HexFormat;

/** Capture files, byte by byte. */
final class Captures {
  /** The header of a pcap file. */
  static final byte[] EMPTY =
      HexFormat.of().parseHex("d4c3b2a1020004000000000000000000ffff000001000000");

  private Captures() {}
}
