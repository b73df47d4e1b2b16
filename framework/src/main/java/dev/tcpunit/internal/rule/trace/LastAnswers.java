package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsHello;
import java.util.List;
import java.util.Optional;

/**
 * What the bytes of the answers tell of whether a connection takes another request: nothing where
 * the payload was not captured, or is not HTTP/1 or TLS.
 */
final class LastAnswers {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int APPLICATION_DATA = 23;

  /** How far the last answer had come. */
  enum Answer {
    COMPLETE,
    UNDER_WAY,
    /** Its head alone had come: the answer to HEAD has no more (RFC 9110 section 9.3.2). */
    UNKNOWN
  }

  private LastAnswers() {}

  /**
   * The first answer after which the server takes no other request, though the client had not said
   * that it wants none: it says so (RFC 9112 section 9.6), or has switched to another protocol.
   */
  static Optional<HttpMessage> refusal(Connection connection) {
    List<HttpMessage> requests = connection.clientToServer().httpMessages();
    int answered = 0;
    for (HttpMessage answer : connection.serverToClient().httpMessages()) {
      boolean asked = answered < requests.size() && requests.get(answered).closes();
      if (answer.status() == SWITCHING_PROTOCOLS
          || answer.closes() && !answer.isInterim() && !asked) {
        return Optional.of(answer);
      }
      answered += answer.isInterim() ? 0 : 1;
    }
    return Optional.empty();
  }

  /** When the head of that answer had come; {@link Long#MAX_VALUE} if there is none. */
  static long refusedSince(Connection connection) {
    return refusal(connection)
        .flatMap(
            answer ->
                connection.segments().stream()
                    .filter(s -> s.from() == Role.SERVER && s.length() > 0)
                    .filter(s -> s.end() >= answer.headEnd())
                    .findFirst())
        .map(Segment::timeNanos)
        .orElse(Long.MAX_VALUE);
  }

  /** How far the last answer had come once the server had sent up to an offset. */
  static Answer stateAt(Connection connection, long offset) {
    List<HttpMessage> requests = connection.clientToServer().httpMessages();
    HttpMessage last = null;
    int finals = 0;
    for (HttpMessage message : connection.serverToClient().httpMessages()) {
      if (message.start() < offset) {
        last = message;
        finals += message.isInterim() ? 0 : 1;
      }
    }
    if (last == null || !last.isInterim() && last.end() <= offset) {
      return Answer.COMPLETE;
    }
    boolean carries = finals > 0 && finals <= requests.size() && requests.get(finals - 1).hasBody();
    return last.isInterim() || offset > last.headEnd() || carries
        ? Answer.UNDER_WAY
        : Answer.UNKNOWN;
  }

  /**
   * Whether the client had sent no request by TLS yet when it came to an offset. What TLS 1.3
   * protects of the handshake, its Finished, looks like data (RFC 8446 section 5.2).
   */
  static boolean isTlsBeforeRequest(Connection connection, long offset) {
    boolean hidden = connection.serverToClient().tlsHello().filter(TlsHello::isTls13).isPresent();
    long sent =
        connection.clientToServer().tlsRecords().stream()
            .filter(record -> record.contentType() == APPLICATION_DATA && record.end() <= offset)
            .count();
    return !connection.clientToServer().tlsRecords().isEmpty() && sent < (hidden ? 2 : 1);
  }
}
