package dev.tcpunit.internal.wire;

import dev.tcpunit.net.ChecksumStatus;

/**
 * Judges the TCP checksum of a segment, pseudo-header included (RFC 9293 section 3.1, RFC 1071).
 */
final class TcpChecksum {
  private TcpChecksum() {}

  /**
   * Judges the sum.
   *
   * <p>A field that holds the pseudo-header's sum alone, not complemented, was left for the device
   * to complete; with segmentation offload some drivers leave the length out of that sum. Either
   * shows even where not all bytes were captured.
   *
   * @param packet stands at the TCP header
   */
  static ChecksumStatus judge(PacketCursor packet, DecodedSegment segment) {
    long addresses = InternetChecksum.addresses(segment) + IpProtocols.TCP;
    int pseudo = InternetChecksum.fold(addresses + packet.length());
    boolean whole = packet.captured() == packet.length();
    if (whole) {
      int bytes = InternetChecksum.sum(packet.bytes(), packet.at(), packet.length());
      if (InternetChecksum.fold(pseudo + bytes) == InternetChecksum.ZERO) {
        return ChecksumStatus.VALID;
      }
    }
    int normalized = InternetChecksum.fold(packet.u16(TcpHeader.CHECKSUM_AT));
    if (normalized == pseudo || normalized == InternetChecksum.fold(addresses)) {
      return ChecksumStatus.OFFLOADED;
    }
    return whole ? ChecksumStatus.BAD : ChecksumStatus.UNKNOWN;
  }
}
