package dev.tcpunit.trace;

import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An ICMP error (RFC 792, RFC 4443) that quotes a segment of a connection: a router, or a host,
 * tells the segment's sender what became of it. It is advice: nothing proves who sent it (RFC
 * 5927).
 *
 * <p>Example: {@code connection.icmpErrors().get(0).kind() == IcmpErrorKind.PACKET_TOO_BIG}.
 *
 * @param frame the frame's number in the trace, as Wireshark shows it
 * @param timeNanos when it was captured, in nanoseconds since the epoch
 * @param from who says so: a router on the way, or the other end
 * @param told whom it tells: the side that sent the quoted segment
 * @param kind what it says
 * @param type the type of ICMP, or of ICMPv6 if {@code from} is an IPv6 address
 * @param code the code
 * @param mtu the most bytes that a packet may have on the path, its IP header included; empty where
 *     it does not say so
 * @param seq where the quoted segment starts in its flow, as {@link Segment#seq}; empty for text
 *     that prints the ports alone
 * @param inFlight whether a segment that was captured starts there or before, and was not
 *     acknowledged: what a host checks before it believes an error (RFC 5927 section 4.1); false
 *     without {@code seq}
 */
public record IcmpError(
    long frame,
    long timeNanos,
    InetAddress from,
    Role told,
    IcmpErrorKind kind,
    int type,
    int code,
    OptionalInt mtu,
    OptionalLong seq,
    boolean inFlight) {

  /**
   * Whether the side that is told may believe it: what it quotes was under way, or it is not known
   * what it quotes.
   *
   * @return false for an error that is late, or forged
   */
  public boolean isCredible() {
    return inFlight || seq.isEmpty();
  }

  /**
   * The error in words.
   *
   * @return such as {@code packet too big, at most 1400 bytes}
   */
  public String words() {
    return kind.words() + (mtu.isPresent() ? ", at most " + mtu.getAsInt() + " bytes" : "");
  }
}
