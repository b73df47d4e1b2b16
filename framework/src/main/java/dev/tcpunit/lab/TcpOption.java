package dev.tcpunit.lab;

/** A kind of TCP option that can be on the way between two hosts (RFC 9293 section 3.1). */
public enum TcpOption {
  /** The largest segment that the sender of a SYN can receive. */
  MAXIMUM_SEGMENT_SIZE(2),
  /** By how much windows are to be multiplied (RFC 7323 section 2). */
  WINDOW_SCALE(3),
  /** That the sender of a SYN understands SACK (RFC 2018 section 2). */
  SACK_PERMITTED(4),
  /** Which bytes have arrived beyond a gap (RFC 2018 section 3). */
  SACK(5),
  /** When the segment was sent, and the answer to that (RFC 7323 section 3). */
  TIMESTAMPS(8),
  /** A cookie that lets a SYN carry payload (RFC 7413). */
  FAST_OPEN(34);

  private final int kind;

  TcpOption(int kind) {
    this.kind = kind;
  }

  int kind() {
    return kind;
  }
}
