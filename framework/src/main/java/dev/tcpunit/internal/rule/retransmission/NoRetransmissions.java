package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.dynamics.Repeat;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * No data, SYN or FIN was sent twice by an endpoint.
 *
 * <p>Of one flow it takes a capture that can have seen both copies. Of a connection both flows are
 * asked for what the capture shows: at one end the other's are seen as they arrive.
 */
public final class NoRetransmissions {
  private static final String NAME = "hasNoRetransmissions";
  private static final String SOURCE = "RFC 9293 s3.8.1";
  private static final String EXPECTATION = "have no retransmissions";
  private static final Judgement JUDGEMENT = new Judgement(NAME);

  private final Connection connection;
  private final List<Flow> flows;
  private final Function<Flow, Optional<String>> doubt;
  private final Supplier<Finding> expecting;

  private NoRetransmissions(
      Connection connection,
      List<Flow> flows,
      Function<Flow, Optional<String>> doubt,
      Supplier<Finding> expecting) {
    this.connection = connection;
    this.flows = flows;
    this.doubt = doubt;
    this.expecting = expecting;
  }

  public static Rule<Connection> inConnection() {
    return Rule.of(
        NAME,
        SOURCE,
        c ->
            new NoRetransmissions(
                    c, c.flows(), Doubt::unseen, () -> Finding.expecting(c, EXPECTATION))
                .judge());
  }

  public static Rule<Flow> inFlow() {
    return Rule.of(
        NAME,
        SOURCE,
        flow ->
            new NoRetransmissions(
                    flow.connection(),
                    List.of(flow),
                    Doubt::unseenResends,
                    () -> Finding.expecting(flow, Judged.SENDER, EXPECTATION))
                .judge());
  }

  private Verdict judge() {
    Optional<String> remark = remark();
    if (remark.isEmpty() && flows.stream().anyMatch(NoRetransmissions::hasSentAgain)) {
      Finding found = found(Repeats.of(flows));
      return cutReports()
          .map(cut -> JUDGEMENT.cannotTell(found, cut))
          .orElseGet(() -> JUDGEMENT.violatedByPresence(found));
    }
    List<Segment> undecided = SentSegments.of(flows, s -> s.kind() == SegmentKind.UNDECIDED);
    if (!undecided.isEmpty()) {
      return JUDGEMENT.cannotTell(
          undecided(undecided),
          "the packets do not say if these were sent again or overtaken on their way");
    }
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return JUDGEMENT.cannotTell(
          none(remark),
          "the connection is older than the capture, what came before it may have been repeated");
    }
    return JUDGEMENT.holds(
        none(remark), flows.stream().flatMap(flow -> doubt.apply(flow).stream()).findFirst());
  }

  /** Only the options of the receiver may tell that all was due to the loopback. */
  private Optional<String> cutReports() {
    return flows.stream().noneMatch(NoRetransmissions::hasSentControlAgain)
            && HostReordering.isOnLoopback(connection)
            && connection.trace().completeness().isComplete()
        ? Doubt.cutReports(connection)
        : Optional.empty();
  }

  private static boolean hasSentAgain(Flow flow) {
    return flow.retransmissions() > 0 || hasSentControlAgain(flow);
  }

  private static boolean hasSentControlAgain(Flow flow) {
    return flow.count(FlowCount.SYN_RETRANSMISSIONS) > 0
        || flow.count(FlowCount.FIN_RETRANSMISSIONS) > 0;
  }

  /** The remark if all that was sent again is due to the loopback of this machine. */
  private Optional<String> remark() {
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
  private Finding none(Optional<String> remark) {
    String segments =
        flows.size() == 1
            ? Wording.count(flows.get(0).segments(), "segment")
            : "%d + %d segments".formatted(flows.get(0).segments(), flows.get(1).segments());
    return expecting().but(segments + ", " + remark.orElse("none sent twice"));
  }

  private Finding undecided(List<Segment> segments) {
    return expecting()
        .but(Wording.count(segments.size(), "segment") + " may have been sent again")
        .offenders(connection, segments);
  }

  private Finding found(List<Repeat> repeats) {
    Finding found = expecting().but(statement());
    if (repeats.isEmpty()) {
      return found;
    }
    found.offenders(connection, Repeats.again(repeats), Repeats.noted(repeats));
    repeated(found, Repeats.bytes(repeats));
    found.fact("evidence", Repeats.evidence(repeats.get(0)));
    return ResendCause.tell(found, connection, repeats.get(0));
  }

  private String statement() {
    List<String> parts = new ArrayList<>();
    List<String> data = new ArrayList<>();
    for (Flow flow : flows) {
      if (flow.retransmissions() > 0) {
        String noun = Wording.side(flow.sender()) + " data segment";
        data.add(flow.retransmissions() + " of " + Wording.count(flow.dataSegments(), noun));
      }
      control(parts, flow, "SYN", flow.count(FlowCount.SYN_RETRANSMISSIONS));
      control(parts, flow, "FIN", flow.count(FlowCount.FIN_RETRANSMISSIONS));
    }
    if (!data.isEmpty()) {
      parts.add(0, Wording.join(data) + " carried bytes already sent");
    }
    return Wording.join(parts) + Repeats.undecided(flows);
  }

  private static void control(List<String> parts, Flow flow, String what, long times) {
    if (times > 0) {
      String again = times == 1 ? " again" : " " + times + " times again";
      parts.add("the " + Wording.side(flow.sender()) + " sent its " + what + again);
    }
  }

  private void repeated(Finding found, long bytes) {
    long all = flows.stream().mapToLong(Flow::bytes).sum();
    if (bytes > 0) {
      String sent = Wording.count(bytes, "byte") + " sent again, ";
      found.fact("repeated", sent + Wording.count(all, "payload byte") + " in all");
    }
  }

  private Finding expecting() {
    return expecting
        .get()
        .rule(SOURCE, "a segment is sent again where its acknowledgement does not come in time");
  }
}
