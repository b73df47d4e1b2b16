package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A time in which a connection made no progress: neither side sent new data, SYN or FIN, and no
 * lost data was repaired.
 *
 * @param cause why, as far as the packets prove it
 * @param side whose doing it is: the side whose application sent nothing, whose window was closed,
 *     which delayed the acknowledgement, or which sent what was lost; empty if that is not known
 * @param before the segment that made the last progress
 * @param after the segment that made the next; empty if none was captured
 * @param nanos from the one to the other, or until when the capture watched, in nanoseconds
 * @param evidence the segments that prove the cause, in order
 * @param explanation the proof in words, or what is missing to one
 */
public record Stall(
    StallCause cause,
    Optional<Role> side,
    Segment before,
    Optional<Segment> after,
    long nanos,
    List<Segment> evidence,
    String explanation) {

  /** Copies the list. */
  public Stall {
    evidence = List.copyOf(evidence);
  }
}
