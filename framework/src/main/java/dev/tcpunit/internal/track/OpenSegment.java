package dev.tcpunit.internal.track;

/**
 * A segment that may not have been accepted: an acknowledgement of its last byte shows that it was,
 * unless that was sent again.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte, FIN included
 * @param ack what it acknowledges itself
 * @param row its row in the connection's table, or -1
 * @param cut whether it is shorter than it says
 */
public record OpenSegment(long start, long end, long ack, int row, boolean cut) {
  /** The most that are remembered of a flow. */
  public static final int MOST = 16;
}
