package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The explanation of a stall: the cause, the side that causes it, and the segments that show it.
 */
record Blame(StallCause cause, Optional<Role> side, List<Segment> evidence, String explanation) {

  static Blame of(StallCause cause, Role side, String explanation, Segment... evidence) {
    return new Blame(
        cause,
        Optional.of(side),
        Stream.of(evidence).filter(Objects::nonNull).toList(),
        explanation);
  }

  static Blame of(StallCause cause, Role side, String explanation, List<Segment> evidence) {
    return new Blame(cause, Optional.of(side), evidence, explanation);
  }

  static Blame unknown(String explanation, Segment... evidence) {
    return new Blame(
        StallCause.UNKNOWN,
        Optional.empty(),
        Stream.of(evidence).filter(Objects::nonNull).toList(),
        explanation);
  }

  Stall stall(Segment before, Segment after, long nanos) {
    return new Stall(cause, side, before, Optional.ofNullable(after), nanos, evidence, explanation);
  }
}
