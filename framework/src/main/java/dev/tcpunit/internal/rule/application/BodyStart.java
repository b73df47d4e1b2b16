package dev.tcpunit.internal.rule.application;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a client began to send the body of a request.
 *
 * @param request the request, which has a body
 * @param head the segment that ended the head; empty where that carries some of the body too
 * @param answer the server's first data after that segment, and before the body
 * @param body the segment with the first byte of the body; empty if none was sent
 */
record BodyStart(
    HttpMessage request, Optional<Segment> head, Optional<Segment> answer, Optional<Segment> body) {

  /** RFC 9110 section 10.1.1: a client should not wait for ever. Clients in use wait a second. */
  static final long WHILE = TimeUnit.SECONDS.toNanos(1);

  /** The requests with a body of a connection whose payload was captured, in order. */
  static List<BodyStart> all(Connection connection) {
    return connection.clientToServer().httpMessages().stream()
        .filter(HttpMessage::hasBody)
        .map(request -> of(connection, request))
        .toList();
  }

  private static BodyStart of(Connection connection, HttpMessage request) {
    Optional<Segment> head = Optional.empty();
    Optional<Segment> answer = Optional.empty();
    for (Segment segment : connection.segments()) {
      if (Exchange.isNewData(segment, Role.CLIENT)) {
        long end = segment.seq() + segment.length();
        if (end > request.headEnd()) {
          return new BodyStart(request, head, answer, Optional.of(segment));
        }
        head = end == request.headEnd() ? Optional.of(segment) : head;
      } else if (Exchange.isNewData(segment, Role.SERVER) && head.isPresent()) {
        answer = answer.or(() -> Optional.of(segment));
      }
    }
    return new BodyStart(request, head, answer, Optional.empty());
  }

  /** How long after the end of the head it began; 0 where both are in one segment, or none was. */
  long pauseNanos() {
    return head.isPresent() && body.isPresent()
        ? body.get().timeNanos() - head.get().timeNanos()
        : 0;
  }

  /** Whether it began only after an answer had come or a while had passed. */
  boolean hasWaited() {
    return answer.isPresent() || pauseNanos() >= WHILE;
  }
}
