package dev.tcpunit.internal.verdict;

/**
 * Whose doing a rule judges that is asked of one direction. Where that end's program is behind a
 * door, what was captured of it is the door's doing, and the rule cannot be judged.
 */
public enum Judged {
  /** What the sender of the flow did, whatever the other end made of it. */
  SENDER,
  /** Also what the receiver did, or allowed: its acknowledgements, its window, its speed. */
  BOTH_ENDS
}
