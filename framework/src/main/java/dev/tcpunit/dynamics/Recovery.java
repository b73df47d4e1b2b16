package dev.tcpunit.dynamics;

import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a sender repaired a loss: from the first segment that it sent again to the acknowledgement of
 * all that it had sent by then (the recovery point of RFC 6675 section 5 and RFC 6582 section 3.2).
 *
 * <p>Flight sizes are bytes sent and not acknowledged cumulatively (RFC 5681 section 2), as they
 * stood at the place of the capture.
 *
 * @param cause why the first segment was sent again, as far as the packets prove it
 * @param resends all segments sent again, in order
 * @param recoveryPoint the offset after all that had been sent when the recovery began
 * @param repair the peer's segment that acknowledges the first lost bytes; empty if none was
 *     captured
 * @param end the peer's segment that acknowledges all up to the recovery point; empty if none was
 *     captured
 * @param flightBefore the flight size when the first segment was sent again
 * @param flightAfter the largest flight size from the end of the recovery until what was sent then
 *     is acknowledged; empty if nothing new was sent
 * @param timeouts when the retransmission timer ran out, in order
 */
public record Recovery(
    RetransmissionCause cause,
    List<Segment> resends,
    long recoveryPoint,
    Optional<Segment> repair,
    Optional<Segment> end,
    long flightBefore,
    OptionalLong flightAfter,
    List<Timeout> timeouts) {

  /** Copies the lists. */
  public Recovery {
    resends = List.copyOf(resends);
    timeouts = List.copyOf(timeouts);
  }

  /**
   * The first segment that was sent again.
   *
   * @return a retransmission
   */
  public Segment first() {
    return resends.get(0);
  }

  /**
   * Whether none of it was needed, by what the receiver reported (RFC 2883) or had acknowledged.
   *
   * @return true if every resend is known to have been spurious
   */
  public boolean isSpurious() {
    return resends.stream().allMatch(resend -> resend.has(SegmentFinding.SPURIOUS));
  }

  /**
   * From the first resend to the acknowledgement of all that was under way by then.
   *
   * @return nanoseconds; empty if that acknowledgement was not captured
   */
  public OptionalLong durationNanos() {
    return end.isPresent()
        ? OptionalLong.of(end.get().timeNanos() - first().timeNanos())
        : OptionalLong.empty();
  }

  /**
   * From the first resend to the acknowledgement of the bytes that it carried.
   *
   * @return nanoseconds; empty if that acknowledgement was not captured
   */
  public OptionalLong repairNanos() {
    return repair.isPresent()
        ? OptionalLong.of(repair.get().timeNanos() - first().timeNanos())
        : OptionalLong.empty();
  }
}
