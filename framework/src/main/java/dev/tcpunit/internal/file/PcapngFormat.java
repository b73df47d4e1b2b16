package dev.tcpunit.internal.file;

/** Numbers of the pcapng format (draft-ietf-opsawg-pcapng). */
final class PcapngFormat {
  /** Reads the same in both byte orders. */
  static final int SECTION_HEADER = 0x0a0d0d0a;

  static final int INTERFACE_DESCRIPTION = 1;
  static final int OBSOLETE_PACKET = 2;
  static final int SIMPLE_PACKET = 3;
  static final int INTERFACE_STATISTICS = 5;
  static final int ENHANCED_PACKET = 6;

  static final int DECRYPTION_SECRETS = 10;

  /** What such a block holds: {@code TLSK}. */
  static final int TLS_KEY_LOG = 0x544c534b;

  static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

  /** Type and length before the body of a block, and the length again after it. */
  static final int BLOCK_OVERHEAD = 12;

  static final int OPT_END = 0;
  static final int OPT_COMMENT = 1;
  static final int SHB_OS = 3;
  static final int SHB_USERAPPL = 4;
  static final int IF_NAME = 2;
  static final int IF_DESCRIPTION = 3;
  static final int IF_TSRESOL = 9;
  static final int IF_TSOFFSET = 14;
  static final int EPB_FLAGS = 2;
  static final int EPB_DROPCOUNT = 4;
  static final int ISB_ENDTIME = 3;
  static final int ISB_IFRECV = 4;
  static final int ISB_IFDROP = 5;
  static final int ISB_OSDROP = 7;
  static final int ISB_USRDELIV = 8;

  /** Bits of {@link #EPB_FLAGS}: what the kernel said of the checksum. */
  static final int CHECKSUM_NOT_READY = 1 << 9;

  static final int CHECKSUM_VALID = 1 << 10;

  /** The longest block that is read as a whole: room for any packet, little enough for any heap. */
  static final int MAXIMUM_BUFFERED = 16 << 20;

  private PcapngFormat() {}
}
