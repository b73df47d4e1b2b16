package dev.tcpunit.internal.rule.application;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Optional;

/** When the body of a request begins, and what had come by then. */
record BodyStart(Connection connection, HttpMessage request) {

  /** The segment with its first byte, if neither an answer came nor a while passed before. */
  Optional<Segment> beforeAnswer() {
    Segment head = null;
    for (Segment segment : connection.segments()) {
      if (Exchange.isNewData(segment, Role.CLIENT)) {
        long end = segment.seq() + segment.length();
        if (end > request.headEnd()) {
          return head == null || segment.timeNanos() - head.timeNanos() < WaitsForContinue.WHILE
              ? Optional.of(segment)
              : Optional.empty();
        }
        head = end == request.headEnd() ? segment : head;
      } else if (head != null && Exchange.isNewData(segment, Role.SERVER)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
