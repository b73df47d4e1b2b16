package dev.tcpunit.trace;

/** Why an endpoint sent bytes again, as far as the packets prove it. */
public enum RetransmissionCause {
  /** Three duplicate ACKs, SACK or RACK (RFC 5681 s3.2, RFC 6675, RFC 8985). */
  FAST,
  /** The retransmission timer ran out (RFC 6298). */
  TIMEOUT,
  /** A tail loss probe (RFC 8985 s7). */
  TAIL_LOSS_PROBE,
  /**
   * ICMP had said that the packet was too long for the path, and it was sent again in shorter ones
   * (RFC 1191 section 6.5, RFC 8201).
   */
  PATH_MTU,
  /** The handshake's SYN or SYN-ACK again. */
  SYN,
  /** The FIN again, without data. */
  FIN,
  /** The packets do not tell. */
  UNKNOWN
}
