package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No body of a request that expects 100 (Continue) began only after an answer, or a while. */
final class NotWaitingForContinue extends StatedRule<Connection> implements TimedRule {
  NotWaitingForContinue() {
    super(
        "doesNotWaitForContinue",
        "send each body without waiting for 100 (Continue)",
        "RFC 9110 s10.1.1",
        "a client that expects 100-continue sends the body when that has come, or after a while");
  }

  @Override
  public Verdict judge(Connection captured) {
    Connection connection = captured.seenBy(Role.CLIENT);
    Finding none = expecting(connection);
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(none, doubt.get());
    }
    if (connection.clientToServer().httpMessages().isEmpty()) {
      return judgement.cannotTell(
          none, Exchange.whyUnknown(connection, "if a head asks for 100 (Continue)"));
    }
    List<BodyStart> bodies = BodyStart.all(connection);
    if (bodies.isEmpty()) {
      return judgement.cannotTell(none, "no request has a body");
    }
    List<BodyStart> expecting =
        bodies.stream().filter(body -> body.request().expectsContinue()).toList();
    Optional<BodyStart> late = expecting.stream().filter(this::isLate).findFirst();
    if (late.isPresent()) {
      return judgement.violatedByAbsence(
          waits(connection, late.get()), pipelined(connection, late.get().request()));
    }
    return judgement.holds(
        none.but(tell(bodies)),
        expecting.stream()
            .flatMap(body -> open(connection, body).stream())
            .findFirst()
            .or(() -> Exchange.unread(connection)));
  }

  private static String tell(List<BodyStart> bodies) {
    long unsent = bodies.stream().filter(body -> body.body().isEmpty()).count();
    String requests = Wording.count(bodies.size(), "request") + " with a body, ";
    return unsent == 0
        ? requests + "which did not wait"
        : requests
            + (bodies.size() == 1 ? "and nothing of it was sent" : "nothing sent of " + unsent);
  }

  /** The first segment of the body shows by its ACK that the answer had come. */
  private boolean isLate(BodyStart start) {
    return start.hasWaited()
        && start.body().isPresent()
        && start.answer().map(answer -> start.body().get().ack() > answer.seq()).orElse(true);
  }

  /** An answer may be that to a request before. */
  private static Optional<String> pipelined(Connection connection, HttpMessage request) {
    List<HttpMessage> requests = connection.clientToServer().httpMessages();
    int before = requests.indexOf(request);
    long answered =
        connection.segments().stream()
            .filter(s -> s.from() == Role.CLIENT && s.seq() + s.length() >= request.headEnd())
            .findFirst()
            .map(Segment::ack)
            .stream()
            .flatMap(ack -> finalResponses(connection).filter(r -> r.start() < ack))
            .count();
    return answered < before
        ? Optional.of("requests before it had not been answered: the answer may be theirs")
        : Optional.empty();
  }

  private static Stream<HttpMessage> finalResponses(Connection connection) {
    return connection.serverToClient().httpMessages().stream().filter(r -> !r.isInterim());
  }

  private static boolean isFinal(Connection connection, Segment answer) {
    return finalResponses(connection)
        .anyMatch(response -> response.start() >= answer.seq() && response.start() < answer.end());
  }

  private static Optional<String> open(Connection connection, BodyStart start) {
    long reaction = ConnectionDynamics.of(connection).stallThreshold().toNanos();
    if (start.body().isEmpty()) {
      Optional<Segment> refusal = start.answer().filter(answer -> isFinal(connection, answer));
      if (refusal.isPresent()) {
        return refusal.map(
            answer ->
                "the final answer #%d came before any of a body: the client may have waited for it"
                        .formatted(answer.frame())
                    + ", or been slow");
      }
      return Optional.of("nothing of a body had been sent when the capture ended");
    }
    return start.pauseNanos() > reaction
        ? Optional.of(
            "a body began %s after its head: the client may have waited, or been slow"
                .formatted(Wording.time(start.pauseNanos())))
        : Optional.empty();
  }

  private Finding waits(Connection connection, BodyStart start) {
    List<Segment> shown =
        Stream.of(start.head(), start.answer(), start.body()).flatMap(Optional::stream).toList();
    return expecting(connection)
        .but(
            start.answer().isPresent()
                ? "the body of a request waited until the server had answered its head"
                : "the body of a request began %s after its head, unanswered"
                    .formatted(Wording.time(start.pauseNanos())))
        .timedOffenders(
            connection,
            shown,
            s -> start.body().filter(s::equals).isPresent() ? "the body begins" : "")
        .cause("the head asks for 100 (Continue), and the client waited", Certainty.LIKELY)
        .fact(
            "look for",
            "a client that is set to expect it (expectContinue(true), expect-continue enabled for"
                + " PUT): a round trip each time, and a second where the server does not answer"
                + " it");
  }
}
