package dev.tcpunit.internal.file;

/** The kinds of capture file, told apart by their first four bytes. */
public enum CaptureFormat {
  PCAP("pcap"),
  PCAPNG("pcapng"),
  UNKNOWN("unknown");

  private final String text;

  CaptureFormat(String text) {
    this.text = text;
  }

  /** Tells the format by the first four bytes, as a little-endian number. */
  static CaptureFormat of(int magic) {
    if (magic == PcapngFormat.SECTION_HEADER) {
      return PCAPNG;
    }
    return PcapMagic.of(magic) == null ? UNKNOWN : PCAP;
  }

  @Override
  public String toString() {
    return text;
  }
}
