package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.internal.message.application.ShouldHeedResponse;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.OverTime;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client sends no body before the server's 100 (Continue) has come, or a while has passed. */
final class WaitsForContinue implements Rule<Connection> {
  /** {@code HTTP/1.1 100 Continue}, and an empty line. */
  private static final int CONTINUE_BYTES = 25;

  /** No head of a request is so long: servers take 8 KiB, few more than 16. */
  private static final long LONGEST_HEAD = 65_536;

  /** RFC 9110 section 10.1.1: a client should not wait for ever. Clients in use wait a second. */
  private static final long WHILE = TimeUnit.SECONDS.toNanos(1);

  @Override
  public String name() {
    return "waitsForContinue";
  }

  @Override
  public String source() {
    return ShouldHeedResponse.CONTINUE_SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = OverTime.doubtOfBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldHeedResponse.waits(connection, ""), doubt.get());
    }
    Exchange exchange = new Exchange(connection);
    List<Segment> before = exchange.before();
    long head = Exchange.bytes(before);
    if (head > LONGEST_HEAD && !hasWaited(before)) {
      return judgement.violatedByAbsence(
          ShouldHeedResponse.rushes(connection, before.get(before.size() - 1), head),
          Optional.empty());
    }
    Message seen =
        ShouldHeedResponse.waits(
            connection,
            "the client sent %s, then the server %s, then the client %s"
                .formatted(
                    Wording.count(head, "byte"),
                    Wording.count(exchange.response().map(Segment::length).orElse(0), "byte"),
                    Wording.count(Exchange.bytes(exchange.after()), "byte")));
    boolean waited =
        hasWaited(before)
            || exchange.response().filter(r -> r.length() == CONTINUE_BYTES).isPresent()
                && !exchange.after().isEmpty();
    return waited
        ? judgement.holds(seen)
        : judgement.cannotTell(
            seen, "lengths and times do not show where the head of the request ends");
  }

  private static boolean hasWaited(List<Segment> sent) {
    for (int i = 1; i < sent.size(); i++) {
      if (sent.get(i).timeNanos() - sent.get(i - 1).timeNanos() >= WHILE
          && Exchange.bytes(sent.subList(0, i)) <= LONGEST_HEAD) {
        return true;
      }
    }
    return false;
  }
}
