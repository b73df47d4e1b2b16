package dev.tcpunit.internal.track;

/**
 * A RST of which later segments may show that its receiver did not take it.
 *
 * @param provedBeyond what acknowledges more than this was sent by a receiver that had not taken it
 * @param nanos when it was captured
 * @param row its row in its connection's table, or -1
 * @param stamped whether the segment before it had a timestamp
 * @param timestamp that timestamp
 * @param accepted whether it was taken as far as is known
 */
public record SeenReset(
    long provedBeyond, long nanos, int row, boolean stamped, int timestamp, boolean accepted) {
  /** The most that are remembered of a flow; a flood of forged ones tells no more. */
  public static final int MOST = 16;
}
