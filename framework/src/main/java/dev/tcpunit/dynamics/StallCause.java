package dev.tcpunit.dynamics;

/** Why a connection stood still, as far as the packets prove it. */
public enum StallCause {
  /** A side had nothing under way and an open window, and sent nothing: it had nothing to send. */
  APPLICATION,
  /** A side had closed its window, so that the other could not send (RFC 9293 section 3.8.6). */
  RECEIVE_WINDOW,
  /**
   * A sender with more to send had an open window and waited for an acknowledgement, which let it
   * send more than it acknowledged: its congestion window grew (RFC 5681 section 3.1).
   */
  CONGESTION_WINDOW,
  /**
   * Something was lost, data or its acknowledgement, and the stall lasted until the data was sent
   * again and acknowledged.
   */
  LOSS_RECOVERY,
  /**
   * A sender held a small segment back while an earlier one was not acknowledged (Nagle, RFC 896,
   * RFC 9293 section 3.7.4), and the receiver held that acknowledgement back (section 3.8.6.3).
   */
  NAGLE_WITH_DELAYED_ACK,
  /** The receiver held back an acknowledgement that the sender was waiting for. */
  DELAYED_ACK,
  /** The packets do not prove a cause. */
  UNKNOWN
}
