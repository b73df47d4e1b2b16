package dev.tcpunit.capture;

/** The link types that TcpUnit reads, as the LINKTYPE registry of tcpdump.org numbers them. */
public final class LinkTypes {
  /** BSD loopback: a 4-byte protocol family in the byte order of the capturing host. */
  public static final int NULL = 0;

  /** Ethernet. */
  public static final int ETHERNET = 1;

  /** PPP, with or without HDLC-like framing. */
  public static final int PPP = 9;

  /** FDDI. */
  public static final int FDDI = 10;

  /** PPP in HDLC-like framing. */
  public static final int PPP_HDLC = 50;

  /** IPv4 or IPv6 with no link-layer header. */
  public static final int RAW = 101;

  /** Cisco HDLC. */
  public static final int C_HDLC = 104;

  /** IEEE 802.11 wireless LAN. */
  public static final int IEEE802_11 = 105;

  /** OpenBSD loopback: a 4-byte protocol family in network byte order. */
  public static final int LOOP = 108;

  /** Linux cooked capture, version 1. */
  public static final int LINUX_SLL = 113;

  /** IEEE 802.11 wireless LAN behind a radiotap header. */
  public static final int IEEE802_11_RADIOTAP = 127;

  /** IPv4 with no link-layer header. */
  public static final int IPV4 = 228;

  /** IPv6 with no link-layer header. */
  public static final int IPV6 = 229;

  /** Linux netlink NFLOG. */
  public static final int NFLOG = 239;

  /** Apple pktap. */
  public static final int PKTAP = 258;

  /** Linux cooked capture, version 2: names the interface of each frame. */
  public static final int LINUX_SLL2 = 276;

  private LinkTypes() {}
}
