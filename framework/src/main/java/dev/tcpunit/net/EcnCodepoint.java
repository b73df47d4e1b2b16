package dev.tcpunit.net;

/**
 * What the two ECN bits of an IP header say (RFC 3168 section 5); the order is that of the bits.
 */
public enum EcnCodepoint {
  /** The sender of the packet does not use ECN. */
  NOT_ECT,
  /** ECN-capable, codepoint 01: what L4S uses (RFC 9331). */
  ECT_1,
  /** ECN-capable, codepoint 10: what classic ECN uses. */
  ECT_0,
  /** A router met congestion and marked the packet instead of dropping it. */
  CE
}
