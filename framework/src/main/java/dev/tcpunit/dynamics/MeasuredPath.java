package dev.tcpunit.dynamics;

/** How much of the way a round trip of a flow covers that is measured at the capture's place. */
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
