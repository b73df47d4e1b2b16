package dev.tcpunit.internal.track;

/**
 * An acknowledgement of more than was captured when it came.
 *
 * @param offset what it acknowledges
 * @param row its row in the table of segments; negative where it is not in one, or carries more
 */
public record AckBeyond(long offset, int row) {
  /** So many are kept of a flow: a capture that misses much has many, and none is wrong. */
  public static final int MOST = 16;
}
