package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.WindowExcess;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * No side sent beyond the window that its peer had announced. An announcement that was not captured
 * may have allowed it, and one that was captured out of order did.
 */
final class RespectsWindow {
  private static final String NAME = "respectsAdvertisedWindow";
  private static final String SOURCE = "RFC 9293 s3.8.6";
  private static final String EXPECTATION = "respect the advertised window";
  private static final Judgement JUDGEMENT = new Judgement(NAME);

  private final Connection connection;
  private final List<Flow> flows;
  private final Supplier<Finding> expecting;

  private RespectsWindow(Connection connection, List<Flow> flows, Supplier<Finding> expecting) {
    this.connection = connection;
    this.flows = flows;
    this.expecting = expecting;
  }

  static Rule<Connection> inConnection() {
    return Rule.of(
        NAME,
        SOURCE,
        c -> new RespectsWindow(c, c.flows(), () -> Finding.expecting(c, EXPECTATION)).judge());
  }

  static Rule<Flow> inFlow() {
    return Rule.of(
        NAME,
        SOURCE,
        flow ->
            new RespectsWindow(
                    flow.owner(),
                    List.of(flow),
                    () -> Finding.expecting(flow, Judged.SENDER, EXPECTATION))
                .judge());
  }

  private Verdict judge() {
    List<Flow> suspects = flows.stream().filter(RespectsWindow::mayExceed).toList();
    if (suspects.isEmpty()) {
      return JUDGEMENT.holds(none(), doubt());
    }
    if (!connection.keepsSegments()) {
      return JUDGEMENT.cannotTell(expecting(), Doubt.NO_SEGMENTS);
    }
    Map<Segment, WindowExcess> excesses =
        suspects.stream()
            .flatMap(flow -> FlowDynamics.of(flow).receiveWindow().exceeded().stream())
            .collect(Collectors.toMap(WindowExcess::segment, Function.identity()));
    return excesses.isEmpty()
        ? JUDGEMENT.holds(none())
        : JUDGEMENT.violatedByAbsence(found(excesses), unseen());
  }

  /**
   * Whether a segment went beyond the latest window; an earlier announcement may still allow it.
   */
  private static boolean mayExceed(Flow flow) {
    return flow.isKnown(FlowCount.WINDOW_EXCEEDED) && flow.count(FlowCount.WINDOW_EXCEEDED) > 0;
  }

  private Optional<String> doubt() {
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return Optional.of(Doubt.OLDER);
    }
    return flows.stream().allMatch(flow -> flow.isKnown(FlowCount.WINDOW_EXCEEDED))
        ? Optional.empty()
        : Optional.of(WindowRules.unknownUnit(connection));
  }

  private Optional<String> unseen() {
    return flows.stream()
        .map(flow -> Doubt.unseen(connection.flow(flow.sender().peer())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Finding found(Map<Segment, WindowExcess> excesses) {
    List<Segment> beyond =
        excesses.keySet().stream().sorted(Comparator.comparingLong(Segment::frame)).toList();
    return expecting()
        .but(
            "%d of %s went beyond the window that the peer had advertised"
                .formatted(beyond.size(), Wording.count(all(), "segment")))
        .offenders(connection, beyond, segment -> note(excesses.get(segment)));
  }

  private static String note(WindowExcess excess) {
    return "%s beyond what #%d allows"
        .formatted(Wording.count(excess.bytes(), "byte"), excess.announcement().frame());
  }

  private Finding none() {
    return expecting().but("none of " + Wording.count(all(), "segment"));
  }

  private long all() {
    return flows.stream().mapToLong(Flow::segments).sum();
  }

  private Finding expecting() {
    return expecting.get().rule(SOURCE, "the sender sends no byte beyond SND.UNA + SND.WND");
  }
}
