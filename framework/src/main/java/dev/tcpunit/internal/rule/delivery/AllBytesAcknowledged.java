package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** The highest ACK covers every payload byte; the FIN's own is another rule's matter. */
public final class AllBytesAcknowledged {
  private AllBytesAcknowledged() {}

  public static Rule<Connection> inConnection() {
    String name = "acksCoverAllBytes";
    return Rule.waiting(
        name,
        ShouldHaveAllBytesAcknowledged.SOURCE,
        (captured, patience) -> {
          Connection c =
              patience.await(
                  captured,
                  "its bytes to be acknowledged",
                  later -> isOver(later.clientToServer()) && isOver(later.serverToClient()));
          return judge(new Judgement(name), c.flows(), new ShouldHaveAllBytesAcknowledged(c));
        });
  }

  public static Rule<Flow> inFlow() {
    String name = "hasAllBytesAcknowledged";
    return Rule.waiting(
        name,
        ShouldHaveAllBytesAcknowledged.SOURCE,
        (captured, patience) -> {
          Flow flow =
              patience.await(
                  captured, "its bytes to be acknowledged", AllBytesAcknowledged::isOver);
          return judge(
              new Judgement(name), List.of(flow), new ShouldHaveAllBytesAcknowledged(flow));
        });
  }

  private static Verdict judge(
      Judgement judgement, List<Flow> flows, ShouldHaveAllBytesAcknowledged message) {
    List<Flow> open = flows.stream().filter(AllBytesAcknowledged::isMissing).toList();
    if (!open.isEmpty()) {
      Finding found = message.missing(open);
      return judgement.violatedByAbsence(found, unseen(open).or(() -> tooSoon(open)));
    }
    if (flows.stream().noneMatch(AllBytesAcknowledged::hasData)) {
      return judgement.cannotTell(
          message.nothingSent(), "no payload was sent, so there is nothing to acknowledge");
    }
    return judgement.holds(message.acknowledged(evidence(flows)));
  }

  /** All is acknowledged, or a RST says that no more is to come. */
  private static boolean isOver(Flow flow) {
    return !isMissing(flow) || flow.connection().teardown().state() == Teardown.State.RESET;
  }

  private static boolean isMissing(Flow flow) {
    return flow.endOffset() > Math.max(1, flow.acknowledgedTo().orElse(1));
  }

  private static boolean hasData(Flow flow) {
    return flow.endOffset() > 1 || flow.acknowledgedBytes() > 0;
  }

  private static Optional<String> unseen(List<Flow> open) {
    return open.stream()
        .map(flow -> flow.connection().flow(flow.sender().peer()))
        .flatMap(peer -> Doubt.unseen(peer).stream())
        .findFirst();
  }

  /** After a RST no ACK can come any more; else the last of the bytes decides. */
  private static Optional<String> tooSoon(List<Flow> open) {
    Connection connection = open.get(0).connection();
    if (connection.teardown().state() == Teardown.State.RESET) {
      return Optional.empty();
    }
    long since =
        open.stream()
            .mapToLong(flow -> flow.unacknowledgedSinceNanos().orElse(connection.startNanos()))
            .min()
            .orElseThrow();
    return Doubt.tooSoon(connection.trace(), since, "the last byte");
  }

  /** {@code 154297 + 242 bytes acknowledged}. */
  private static String evidence(List<Flow> flows) {
    long first = flows.get(0).acknowledgedBytes();
    return flows.size() == 1
        ? Wording.count(first, "byte") + " acknowledged"
        : "%d + %d bytes acknowledged".formatted(first, flows.get(1).acknowledgedBytes());
  }
}
