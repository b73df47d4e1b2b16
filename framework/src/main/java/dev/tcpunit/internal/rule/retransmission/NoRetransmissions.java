package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;

/** No data, SYN or FIN was sent twice by an endpoint. */
public final class NoRetransmissions {
  private static final String NAME = "hasNoRetransmissions";
  private static final Judgement JUDGEMENT = new Judgement(NAME);

  private NoRetransmissions() {}

  public static Rule<Connection> inConnection() {
    return Rule.of(
        NAME,
        ShouldHaveNoRetransmissions.SOURCE,
        c -> judge(c, c.flows(), new ShouldHaveNoRetransmissions(c)));
  }

  public static Rule<Flow> inFlow() {
    return Rule.of(
        NAME,
        ShouldHaveNoRetransmissions.SOURCE,
        flow -> judge(flow.owner(), List.of(flow), new ShouldHaveNoRetransmissions(flow)));
  }

  private static Verdict judge(
      Connection connection, List<Flow> flows, ShouldHaveNoRetransmissions message) {
    Optional<String> remark = remark(connection, flows);
    if (remark.isEmpty() && flows.stream().anyMatch(NoRetransmissions::hasSentAgain)) {
      return JUDGEMENT.violatedByPresence(message.found(RepeatFinder.find(flows)));
    }
    List<Segment> undecided = SentSegments.of(flows, s -> s.kind() == SegmentKind.UNDECIDED);
    if (!undecided.isEmpty()) {
      return JUDGEMENT.cannotTell(
          message.undecided(undecided),
          "the packets do not say if these were sent again or overtaken on their way");
    }
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return JUDGEMENT.cannotTell(
          message.none(evidence(flows, remark)),
          "the connection is older than the capture, what came before it may have been repeated");
    }
    Optional<String> unseen =
        flows.stream()
            .filter(flow -> flow.segments() == 0)
            .flatMap(flow -> Doubt.unseen(flow).stream())
            .findFirst();
    return unseen.isPresent()
        ? JUDGEMENT.cannotTell(message.none(evidence(flows, remark)), unseen.get())
        : JUDGEMENT.holds(message.none(evidence(flows, remark)));
  }

  private static boolean hasSentAgain(Flow flow) {
    return flow.retransmissions() > 0 || hasSentControlAgain(flow);
  }

  private static boolean hasSentControlAgain(Flow flow) {
    return flow.count(FlowCount.SYN_RETRANSMISSIONS) > 0
        || flow.count(FlowCount.FIN_RETRANSMISSIONS) > 0;
  }

  /** What is to be said where all that was sent again was this machine's doing alone. */
  private static Optional<String> remark(Connection connection, List<Flow> flows) {
    long again = flows.stream().mapToLong(Flow::retransmissions).sum();
    if (again == 0 || flows.stream().anyMatch(NoRetransmissions::hasSentControlAgain)) {
      return Optional.empty();
    }
    List<Segment> needless =
        HostReordering.needlessResends(connection).stream()
            .filter(segment -> flows.stream().anyMatch(f -> f.sender() == segment.from()))
            .toList();
    if (needless.size() < again) {
      return Optional.empty();
    }
    return flows.size() == 1
        ? HostReordering.remark(flows.get(0))
        : HostReordering.remark(connection);
  }

  /** {@code 14 + 12 segments, none sent twice}, or the remark on what was. */
  private static String evidence(List<Flow> flows, Optional<String> remark) {
    String segments =
        flows.size() == 1
            ? Wording.count(flows.get(0).segments(), "segment")
            : "%d + %d segments".formatted(flows.get(0).segments(), flows.get(1).segments());
    return segments + ", " + remark.orElse("none sent twice");
  }
}
