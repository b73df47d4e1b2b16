package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;

/** The sum that stands in the checksum field of a segment whose sum is left to the device. */
final class PseudoHeader {
  private static final int PROTOCOL_TCP = 6;

  private PseudoHeader() {}

  /** The folded sum over addresses, protocol and length (RFC 9293 section 3.1). */
  static int ipv4Sum(DecodedSegment segment, int tcpLength) {
    long sum = PROTOCOL_TCP + tcpLength;
    sum += (segment.sourceLow >>> 16) + (segment.sourceLow & 0xFFFF);
    sum += (segment.destinationLow >>> 16) + (segment.destinationLow & 0xFFFF);
    while (sum >>> 16 != 0) {
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    return (int) sum;
  }
}
