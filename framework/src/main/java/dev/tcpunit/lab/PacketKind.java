package dev.tcpunit.lab;

/** What a packet is; one packet can be several of them at once. */
enum PacketKind {
  ANY("any packet"),
  SYN("SYN"),
  SYN_ACK("SYN-ACK"),
  FIN("FIN"),
  RST("RST"),
  DATA("data"),
  PURE_ACK("pure ACK"),
  RETRANSMISSION("retransmission");

  private final String text;

  PacketKind(String text) {
    this.text = text;
  }

  int mask() {
    return 1 << ordinal();
  }

  @Override
  public String toString() {
    return text;
  }
}
