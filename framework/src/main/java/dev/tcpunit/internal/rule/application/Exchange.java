package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A request and its first response, told apart by who sent new data when, without reading bytes.
 */
final class Exchange {
  /** What the bytes of an answer tell. */
  static final String REFUSED = "if the server refused it";

  /** What was seen of a client that was silent from the server's first data on. */
  static final String NOTHING_AFTER = "it sent nothing after the server had answered";

  private final Connection connection;
  private final Optional<Segment> response;

  /** Takes the connection as its client saw it. */
  Exchange(Connection captured) {
    connection = captured.seenBy(Role.CLIENT);
    response =
        connection.segments().stream()
            .filter(segment -> isNewData(segment, Role.SERVER))
            .findFirst();
  }

  /** The server's first data. */
  Optional<Segment> response() {
    return response;
  }

  /** The client's data before the first data of the server. */
  List<Segment> before() {
    return sent(0, response.map(Segment::index).orElse(connection.segments().size()));
  }

  /** The client's data after the first data of the server. */
  List<Segment> after() {
    return response.isEmpty()
        ? List.of()
        : sent(response.get().index(), connection.segments().size());
  }

  /**
   * What may have kept the client from sending after the server's first data; empty if nothing, or
   * if the bytes show that it had no request to go on with.
   */
  Optional<String> keptFromSending() {
    List<EarlyResponse> answers = EarlyResponse.all(connection);
    boolean complete =
        !answers.isEmpty()
            && answers.stream().noneMatch(EarlyResponse::isEarly)
            && unread(connection).isEmpty();
    return complete
        ? Optional.empty()
        : response.flatMap(first -> new KeptFromSending(connection).after(first));
  }

  private List<Segment> sent(int from, int to) {
    return connection.segments().subList(from, to).stream()
        .filter(segment -> isNewData(segment, Role.CLIENT))
        .toList();
  }

  /** Why the bytes do not tell which data of the server answers what, nor lengths what is asked. */
  static String whyUnknown(Connection connection, String asked) {
    Flow client = connection.clientToServer();
    boolean known = client.payloadSha256().isPresent() && client.httpMessages().isEmpty();
    return known
        ? "the client does not speak HTTP/1, and so the bytes do not tell which data is an answer"
        : "lengths do not tell " + asked + ": capture the payload, by " + Doubt.CAPTURE_PAYLOAD;
  }

  /**
   * What the known requests and responses leave open: bytes behind them, as of a tunnel, or a
   * request that something was sent after, which may answer it. The answer to HEAD announces a body
   * that does not come (RFC 9110 section 9.3.2), and what comes is taken for it.
   */
  static Optional<String> unread(Connection connection) {
    List<HttpMessage> requests = connection.clientToServer().httpMessages();
    if (requests.get(requests.size() - 1).end() < connection.clientToServer().endOffset()) {
      return Optional.of("the client sent more than the HTTP/1 requests that could be read");
    }
    int answers = EarlyResponse.all(connection).size();
    if (answers == requests.size()) {
      return Optional.empty();
    }
    long asked = requests.get(answers).start();
    return connection.segments().stream()
        .dropWhile(s -> !isNewData(s, Role.CLIENT) || s.seq() + s.length() <= asked)
        .filter(s -> isNewData(s, Role.SERVER))
        .findFirst()
        .map(s -> "which request #%d of the server answers could not be read".formatted(s.frame()));
  }

  static long bytes(List<Segment> segments) {
    return segments.stream().mapToLong(Segment::length).sum();
  }

  static boolean isNewData(Segment segment, Role sender) {
    return segment.from() == sender && segment.isNewData();
  }
}
