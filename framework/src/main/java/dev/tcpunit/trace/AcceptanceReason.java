package dev.tcpunit.trace;

/** Why a segment was not accepted by the endpoint that it reached, or may not have been. */
public enum AcceptanceReason {
  /** The TCP checksum is wrong (RFC 9293 section 3.1): whatever it says may be wrong too. */
  BAD_CHECKSUM(Acceptance.IGNORED, "its checksum is wrong"),
  /** The IPv4 header's checksum is wrong: IP drops the packet (RFC 1122 section 3.2.1.2). */
  BAD_IP_CHECKSUM(Acceptance.IGNORED, "the checksum of its IP header is wrong"),
  /** A connection that is open is answered by ACKs, and each segment must have one. */
  NO_ACK(Acceptance.IGNORED, "no ACK flag"),
  /** A SYN within an open connection is only challenged (RFC 5961 section 4). */
  SYN_IN_CONNECTION(Acceptance.IGNORED, "a SYN within a connection"),
  /** It acknowledges another SYN than the one that was sent (RFC 9293 section 3.10.7.3). */
  OTHER_SYN_ACKNOWLEDGED(Acceptance.IGNORED, "acknowledges another SYN"),
  /** All its bytes lie below what the receiver had acknowledged (RFC 9293 section 3.10.7.4). */
  BELOW_WINDOW(Acceptance.IGNORED, "lies below RCV.NXT"),
  /** It starts far beyond the window (RFC 9293 section 3.10.7.4). */
  FAR_BEYOND_WINDOW(Acceptance.IGNORED, "far beyond the window"),
  /** Its timestamp is older than one that was accepted (PAWS, RFC 7323 section 5). */
  OLD_TIMESTAMP(Acceptance.IGNORED, "its timestamp is older than the latest (PAWS)"),
  /** It acknowledges what was never sent (RFC 9293 section 3.10.7.4, RFC 5961 section 5). */
  ACK_OF_UNSENT_DATA(Acceptance.IGNORED, "acknowledges what was not sent"),
  /** It acknowledges less than any late one may (RFC 5961 section 5.2). */
  ACK_TOO_OLD(Acceptance.IGNORED, "acknowledges what was acknowledged long before"),
  /** A RST is taken at RCV.NXT alone (RFC 5961 section 3); Linux adds two places. */
  RST_NOT_AT_RCV_NXT(Acceptance.IGNORED, "not at RCV.NXT"),
  /** A RST outside the window (RFC 9293 section 3.10.7.4). */
  RST_OUTSIDE_WINDOW(Acceptance.IGNORED, "outside the window"),
  /** Whoever has only sent a SYN takes no RST but one that acknowledges it (s3.10.7.3). */
  RST_NOT_FOR_SYN(Acceptance.IGNORED, "does not acknowledge the SYN"),
  /** The receiver went on with what came after the RST. */
  RECEIVER_WENT_ON(Acceptance.IGNORED, "its receiver went on"),
  /** A FIN ahead of a hole, in whose place its sender went on: it was not the sender's. */
  DISPLACED(Acceptance.IGNORED, "its sender went on in its place"),
  /** The socket was reset, or had aborted the connection. */
  SOCKET_GONE(Acceptance.IGNORED, "its receiver's socket is gone"),
  /** Both sides had closed, and each had heard of that. */
  AFTER_CLOSE(Acceptance.IGNORED, "its receiver had closed"),
  /**
   * A RST within the window, to a side that has closed and waits for the peer's FIN: Linux takes it
   * if the application has given up the socket, and challenges it if only the sending side is shut.
   */
  RST_IN_FIN_WAIT_2(
      Acceptance.UNDECIDED,
      "not at RCV.NXT, and taken in FIN-WAIT-2 only where the socket was closed"),
  /** Its IP length is beyond its frame: IP drops it, unless only the capture made it so. */
  CUT_SHORT(Acceptance.UNDECIDED, "shorter than its IP length: cut on its way, or by the capture"),
  /** It ends or starts beyond the window: stacks differ, and the capture may lack the update. */
  BEYOND_WINDOW(Acceptance.UNDECIDED, "beyond the window: its receiver may discard it"),
  /** A RST within the window, where the capture does not show what its receiver expects. */
  RST_MAYBE_NOT_AT_RCV_NXT(Acceptance.UNDECIDED, "not known to be at RCV.NXT");

  private final Acceptance acceptance;
  private final String words;

  AcceptanceReason(Acceptance acceptance, String words) {
    this.acceptance = acceptance;
    this.words = words;
  }

  /**
   * What follows from it.
   *
   * @return ignored or undecided
   */
  public Acceptance acceptance() {
    return acceptance;
  }

  /**
   * Whether the packet was damaged on its way: then nothing that it says can be believed.
   *
   * @return true for {@link #BAD_CHECKSUM} and {@link #BAD_IP_CHECKSUM}
   */
  public boolean isDamage() {
    return this == BAD_CHECKSUM || this == BAD_IP_CHECKSUM;
  }

  /**
   * The reason in words.
   *
   * @return such as {@code not at RCV.NXT}
   */
  public String words() {
    return words;
  }
}
