package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A client stops writing a request once the server has answered it, even if the request is not
 * complete.
 *
 * <p>Which data of the server is an answer, and to what, only the bytes tell: lengths and times
 * look the same for 100 (Continue), the settings of HTTP/2, an echo and the next request on the
 * same connection. But a client that sends nothing at all after the server has sent something has
 * stopped, however the bytes are read, if it could have sent more, or ended its side itself.
 */
final class StopsOnEarlyResponse extends StatedRule<Connection> implements TimedRule {
  /** The most data that a kernel may hold unsent for a socket: Linux's tcp_wmem allows 4 MiB. */
  private static final long LARGEST_BUFFER = 4 << 20;

  StopsOnEarlyResponse() {
    super(
        "stopsOnEarlyResponse",
        "stop sending when the server answers early",
        "RFC 9110 s15.5.14",
        "a server that will not take the content may answer at once and close; the rest is in"
            + " vain");
  }

  @Override
  public Verdict judge(Connection captured) {
    Connection connection = captured.seenBy(Role.CLIENT);
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(stops(connection, ""), doubt.get());
    }
    Exchange exchange = new Exchange(connection);
    if (exchange.response().isEmpty()) {
      return judgement.cannotTell(
          stops(connection, "the server sent no data"), "the server is not seen to have answered");
    }
    return exchange.after().isEmpty()
        ? judgement.holds(stops(connection, Exchange.NOTHING_AFTER), exchange.keptFromSending())
        : judgeBytes(connection, exchange);
  }

  private Verdict judgeBytes(Connection connection, Exchange exchange) {
    List<EarlyResponse> answers = EarlyResponse.all(connection);
    if (answers.isEmpty()) {
      return judgement.cannotTell(
          stops(
              connection,
              "it sent %s after the server's first data"
                  .formatted(Wording.count(Exchange.bytes(exchange.after()), "byte"))),
          Exchange.whyUnknown(connection, Exchange.REFUSED));
    }
    List<EarlyResponse> early = answers.stream().filter(EarlyResponse::isEarly).toList();
    for (EarlyResponse answer : early) {
      if (!answer.sentAfter().isEmpty()) {
        return judgeSentAfter(connection, answer);
      }
    }
    KeptFromSending kept = new KeptFromSending(connection);
    return judgement.holds(
        stops(
            connection,
            early.isEmpty()
                ? Wording.count(answers.size(), "response")
                    + ", each to a request that was complete"
                : "it sent nothing more of what had been answered"),
        early.stream()
            .filter(EarlyResponse::isCut)
            .flatMap(answer -> kept.after(answer.segment()).stream())
            .findFirst()
            .or(() -> Exchange.unread(connection)));
  }

  private Verdict judgeSentAfter(Connection connection, EarlyResponse answer) {
    List<Segment> after = answer.sentAfter();
    long bytes = Exchange.bytes(after);
    Optional<Segment> written = answer.writtenLater();
    if (written.isPresent() || bytes > LARGEST_BUFFER) {
      Segment proof = written.orElseGet(() -> after.get(after.size() - 1));
      String why =
          written.isPresent()
              ? "#%d was written after the response had come: all that was written before had left"
                  .formatted(proof.frame())
              : "that is more than the kernel may have held by then, 4194304 bytes";
      return judgement.violatedByAbsence(
          sendsOn(connection, answer, proof, bytes, why), Optional.empty());
    }
    boolean stopped = answer.isCut() && answer.mayHaveBeenHeld();
    Finding seen =
        stops(
            connection,
            "it sent %s more%s"
                .formatted(
                    Wording.count(bytes, "byte"),
                    stopped ? ", which its kernel held, and not all of the request" : ""));
    return stopped
        ? judgement.holds(seen, new KeptFromSending(connection).after(after.get(after.size() - 1)))
        : judgement.cannotTell(
            seen, "it may have written these before the response came: kernels hold as much");
  }

  private Finding stops(Connection connection, String seen) {
    return expecting(connection).but(seen);
  }

  /** The client sent on after this response. */
  private Finding sendsOn(
      Connection connection, EarlyResponse answer, Segment proof, long bytes, String why) {
    Segment response = answer.segment();
    return stops(connection, "it sent %s more".formatted(Wording.count(bytes, "byte")))
        .timedOffenders(
            connection,
            List.of(response, proof),
            s -> s.equals(response) ? "the server's response, " + answer.response().status() : "")
        .fact("evidence", why)
        .fact(
            "look for",
            "a body that is written without looking at the response: read on another thread, or let"
                + " the client wait for 100 (Continue)");
  }
}
