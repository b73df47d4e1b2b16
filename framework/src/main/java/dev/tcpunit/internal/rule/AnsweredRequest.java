package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A request of HTTP/1, and how the server answered it at last (RFC 9112 section 9.3.2: in order).
 *
 * @param request the request
 * @param status the status of its final response; empty where none came
 */
public record AnsweredRequest(HttpMessage request, OptionalInt status) {

  /** The requests of a connection whose payload was captured, in order. */
  public static List<AnsweredRequest> all(Connection connection) {
    List<HttpMessage> requests = connection.clientToServer().httpMessages();
    List<HttpMessage> answers = answers(connection);
    return IntStream.range(0, requests.size())
        .mapToObj(
            i ->
                new AnsweredRequest(
                    requests.get(i),
                    i < answers.size()
                        ? OptionalInt.of(answers.get(i).status())
                        : OptionalInt.empty()))
        .toList();
  }

  /** The final responses of a connection, in order. */
  public static List<HttpMessage> answers(Connection connection) {
    return connection.serverToClient().httpMessages().stream()
        .filter(message -> !message.isInterim())
        .toList();
  }

  /** {@code answered 201}. */
  public String outcome() {
    return status.isPresent() ? "answered " + status.getAsInt() : "not answered";
  }

  /** Whether the server asked for credentials (RFC 9110 sections 15.5.2 and 15.5.8). */
  public boolean isChallenged() {
    return status.orElse(0) == 401 || status.orElse(0) == 407;
  }

  /** Whether the server only said where to send it (RFC 9110 section 15.4). */
  public boolean isRedirected() {
    return status.orElse(0) >= 300 && status.orElse(0) < 400 && status.orElse(0) != 304;
  }

  /** Whether the server would or could not do what it was asked. */
  public boolean isRefused() {
    return status.orElse(0) >= 400 && !isChallenged();
  }
}
