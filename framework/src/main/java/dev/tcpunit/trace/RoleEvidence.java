package dev.tcpunit.trace;

/** How it was decided which side is the client. */
public enum RoleEvidence {
  /** It sent the first SYN. */
  SYN,
  /** The peer's SYN-ACK was captured, its own SYN was not. */
  SYN_ACK,
  /** No SYN was captured; the peer's port is a well-known one (below 1024) and its own is not. */
  WELL_KNOWN_PORT,
  /** No SYN was captured; the peer's port is the lower one: a guess. */
  LOWER_PORT,
  /** No SYN was captured and the ports are equal; it sent the first captured segment: a guess. */
  FIRST_SENDER;

  /**
   * Whether the packets prove the roles.
   *
   * @return false for the guesses by port or by order
   */
  public boolean isProof() {
    return this == SYN || this == SYN_ACK;
  }
}
