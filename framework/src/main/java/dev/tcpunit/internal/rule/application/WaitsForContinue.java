package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A client sends no body before the server's 100 (Continue) or another answer has come, or a while
 * has passed. The payload tells where the head of a request ends; without payload, the data before
 * the answer must look like a head alone.
 */
final class WaitsForContinue extends StatedRule<Connection> implements TimedRule {
  /** {@code HTTP/1.1 100 Continue}, and an empty line. */
  private static final int CONTINUE_BYTES = 25;

  /** No head of a request is this long: servers accept 8 KiB, few more than 16 KiB. */
  private static final long LONGEST_HEAD = 65_536;

  /** Most heads have a few hundred bytes and are sent in one write. */
  private static final long USUAL_HEAD = 4_096;

  WaitsForContinue() {
    super(
        "waitsForContinue",
        "wait for 100 (Continue) before it sends a body",
        "RFC 9110 s10.1.1",
        "a client that expects 100-continue sends the body when that has come, or after a while");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(waits(connection, ""), doubt.get());
    }
    return connection.clientToServer().httpMessages().isEmpty()
        ? judgeLengths(connection)
        : judgeRequests(connection);
  }

  private Verdict judgeRequests(Connection connection) {
    List<BodyStart> bodies = BodyStart.all(connection);
    if (bodies.isEmpty()) {
      return judgement.cannotTell(waits(connection, ""), "no request has a body");
    }
    for (BodyStart start : bodies) {
      if (start.body().isPresent() && !start.hasWaited()) {
        return judgement.violatedByAbsence(
            rushes(connection, start.body().get(), start.request().expectsContinue()),
            Optional.empty());
      }
    }
    return judgement.holds(
        waits(
            connection,
            Wording.count(bodies.size(), "request") + " with a body, which waited for an answer"));
  }

  private Verdict judgeLengths(Connection connection) {
    Exchange exchange = new Exchange(connection);
    List<Segment> before = exchange.before();
    long head = Exchange.bytes(before);
    if (head > LONGEST_HEAD && !hasWaited(before)) {
      return judgement.violatedByAbsence(
          rushes(connection, before.get(before.size() - 1), head), Optional.empty());
    }
    Finding seen =
        waits(
            connection,
            "the client sent %s, then the server %s, then the client %s"
                .formatted(
                    Wording.count(head, "byte"),
                    Wording.count(exchange.response().map(Segment::length).orElse(0), "byte"),
                    Wording.count(Exchange.bytes(exchange.after()), "byte")));
    boolean waited =
        hasWaited(before)
            || isHeadAlone(before)
                && exchange.response().filter(r -> r.length() == CONTINUE_BYTES).isPresent()
                && !exchange.after().isEmpty();
    return waited
        ? judgement.holds(seen)
        : judgement.cannotTell(
            seen, "lengths and times do not show where the head of the request ends");
  }

  private static boolean isHeadAlone(List<Segment> sent) {
    return sent.size() == 1 && sent.get(0).length() <= USUAL_HEAD;
  }

  private static boolean hasWaited(List<Segment> sent) {
    return sent.size() > 1
        && isHeadAlone(sent.subList(0, 1))
        && sent.get(1).timeNanos() - sent.get(0).timeNanos() >= BodyStart.WHILE;
  }

  private Finding waits(Connection connection, String seen) {
    return expecting(connection).but(seen);
  }

  /** More bytes came before the first response than a head has. */
  private Finding rushes(Connection connection, Segment last, long bytes) {
    return waits(
            connection,
            "it sent %s before the server sent anything".formatted(Wording.count(bytes, "byte")))
        .timedOffenders(connection, List.of(last), s -> "")
        .lookFor(Remedy.EXPECT_CONTINUE);
  }

  /** The first byte of a body came before any answer to its head. */
  private Finding rushes(Connection connection, Segment body, boolean expects) {
    return waits(connection, "the body of a request began before the server had answered its head")
        .timedOffenders(connection, List.of(body), s -> s.equals(body) ? "the body begins" : "")
        .fact(
            "evidence",
            expects
                ? "the head asks for 100 (Continue), and the client did not wait for it"
                : "the head has no Expect: 100-continue")
        .lookFor(expects ? Remedy.HEED_CONTINUE : Remedy.EXPECT_CONTINUE);
  }
}
