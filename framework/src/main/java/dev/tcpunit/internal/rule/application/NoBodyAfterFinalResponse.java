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
 * Once the final response to a request has begun to arrive, nothing more of its body leaves the
 * client, not even what the kernel still holds.
 */
final class NoBodyAfterFinalResponse extends StatedRule<Connection> implements TimedRule {
  NoBodyAfterFinalResponse() {
    super(
        "sendsNoBodyAfterFinalResponse",
        "send no body after the final response",
        "RFC 9110 s10.1.1, s15.5.14",
        "a final response in place of 100 (Continue), or an early one, says that the body is not"
            + " wanted");
  }

  @Override
  public Verdict judge(Connection captured) {
    Connection connection = captured.seenBy(Role.CLIENT);
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection), doubt.get());
    }
    Exchange exchange = new Exchange(connection);
    if (exchange.response().isEmpty()) {
      return judgement.cannotTell(
          expecting(connection).but("the server sent no data"),
          "the server is not seen to have answered");
    }
    if (exchange.after().isEmpty()) {
      return judgement.holds(
          expecting(connection).but(Exchange.NOTHING_AFTER), exchange.keptFromSending());
    }
    List<EarlyResponse> answers = EarlyResponse.all(connection);
    if (answers.isEmpty()) {
      return judgement.cannotTell(
          expecting(connection), Exchange.whyUnknown(connection, Exchange.REFUSED));
    }
    Optional<EarlyResponse> ignored =
        answers.stream().filter(answer -> !answer.bodyAfter().isEmpty()).findFirst();
    return ignored.isPresent()
        ? judgement.violatedByPresence(sendsOn(connection, ignored.get()))
        : judgement.holds(
            expecting(connection)
                .but("no body went on after " + Wording.count(answers.size(), "final response")),
            kept(connection, answers).or(() -> Exchange.unread(connection)));
  }

  /** What may have kept the client from sending the rest of a body that was answered early. */
  private static Optional<String> kept(Connection connection, List<EarlyResponse> answers) {
    KeptFromSending kept = new KeptFromSending(connection);
    return answers.stream()
        .filter(answer -> answer.isEarly() && answer.isCut())
        .flatMap(answer -> kept.after(answer.segment()).stream())
        .findFirst();
  }

  private Finding sendsOn(Connection connection, EarlyResponse answer) {
    List<Segment> after = answer.bodyAfter();
    Segment first = after.get(0);
    return expecting(connection)
        .but(
            "it sent %s of a body after the response %d to it"
                .formatted(
                    Wording.count(Exchange.bytes(after), "byte"), answer.response().status()))
        .timedOffenders(
            connection,
            List.of(answer.segment(), first),
            s -> s.equals(first) ? "acknowledges the response" : "the server's response")
        .fact(
            "look for",
            "a client that takes any answer for 100 (Continue), or one that goes on to write a body"
                + " without looking for an answer; what its kernel had taken before goes out too");
  }
}
