package dev.tcpunit.internal.wire;

import dev.tcpunit.net.Endpoint;

/**
 * What an ICMP error says (RFC 792, RFC 4443) of a TCP segment that it quotes. The segment's
 * addresses, ports and sequence number stand in {@link #quoted}, as its sender sent it.
 *
 * <p>A structure with open fields, reused as {@link DecodedSegment} is.
 */
public final class DecodedIcmpError {
  /** The segment; what was not quoted of it is 0 or absent. */
  public DecodedSegment quoted;

  /** Whether the sequence number was quoted: a text may print the ports alone. */
  public boolean hasNumber;

  /** The sender of the error: a router on the way, or the other end itself. */
  public long senderHigh;

  public long senderLow;

  /** Whether it goes to another host than the one that sent the segment. */
  public boolean misdirected;

  /** Whether it is ICMPv6, whose types and codes are others. */
  public boolean ipv6;

  public int type;
  public int code;

  /**
   * The MTU of the next hop, in bytes (RFC 1191 section 4, RFC 4443 section 3.2), or {@link
   * DecodedSegment#ABSENT}.
   */
  public int mtu;

  /** The sender's address, without a port. */
  public Endpoint sender() {
    DecodedSegment address = new DecodedSegment();
    address.ipv6 = ipv6;
    address.sourceHigh = senderHigh;
    address.sourceLow = senderLow;
    return address.source();
  }
}
