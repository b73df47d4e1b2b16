package dev.tcpunit.dynamics;

/**
 * How much of the path of a flow the round trips cover that are measured at the place of the
 * capture.
 */
public enum MeasuredPath {
  /** The capture stands beside the sender: what it measures is what the sender's timer measures. */
  WHOLE,
  /**
   * The capture stands beside the receiver: it measures how long the receiver takes to acknowledge.
   */
  RECEIVER,
  /** The capture stands somewhere: the true round trip is at least as long. */
  PART
}
