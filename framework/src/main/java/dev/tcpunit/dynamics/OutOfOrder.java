package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A segment that came beyond the next byte that the receiver could take, and what the receiver said
 * to it: it should send a duplicate ACK at once (RFC 5681 section 4.2), and report the segment by
 * SACK where that is in use (RFC 2018 section 4).
 *
 * @param segment what came
 * @param expected the offset of the byte that the receiver was waiting for
 * @param answer the receiver's next segment that acknowledges just that; empty if it sent none
 *     before it acknowledged more
 * @param report the receiver's first segment with a SACK block that covers the segment; empty if it
 *     sent none
 */
public record OutOfOrder(
    Segment segment, long expected, Optional<Segment> answer, Optional<Segment> report) {

  /**
   * How long the receiver took to send the duplicate ACK.
   *
   * @return nanoseconds at the place of the capture; empty if it sent none
   */
  public OptionalLong answerNanos() {
    return answer.isPresent()
        ? OptionalLong.of(answer.get().timeNanos() - segment.timeNanos())
        : OptionalLong.empty();
  }
}
