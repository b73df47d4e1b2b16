package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedIcmpError;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameOutcome;

/** Takes what a {@link TcpdumpReader} finds, packet by packet in the order of the text. */
public interface TcpdumpConsumer {
  /** A TCP segment. It is reused for the next one, and its frame number is not set. */
  void segment(DecodedSegment segment);

  /** An ICMP error, whose frame number is not set. */
  void icmpError(DecodedIcmpError error);

  /** A packet that is no segment of a connection, and why: another protocol, or not readable. */
  void ignored(FrameOutcome reason);
}
