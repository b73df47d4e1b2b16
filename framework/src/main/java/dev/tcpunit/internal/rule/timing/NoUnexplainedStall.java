package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.rule.StallTimes;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Wherever the connection stood still, the packets prove why. */
final class NoUnexplainedStall extends StatedRule<Connection> implements TimedRule {
  NoUnexplainedStall() {
    super(
        "hasNoUnexplainedStall",
        "have no unexplained stall",
        "RFC 9293 s3.8",
        "a side that sends nothing has nothing to send, or waits for window, ACK or repair");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection).but(StallTimes.of(List.of())), doubt.get());
    }
    List<Stall> stalls = ConnectionDynamics.of(connection).stalls();
    List<Stall> open = stalls.stream().filter(s -> s.cause() == StallCause.UNKNOWN).toList();
    if (open.isEmpty()) {
      return judgement.holds(
          expecting(connection).but(StallTimes.of(stalls)), Doubt.cutReports(connection));
    }
    List<Stall> seen = open.stream().filter(s -> doubt(connection, s).isEmpty()).toList();
    return seen.isEmpty()
        ? judgement.cannotTell(
            unexplained(connection, open), doubt(connection, open.get(0)).orElseThrow())
        : judgement.violatedByAbsence(unexplained(connection, seen), Doubt.ofBothFlows(connection));
  }

  /**
   * Elsewhere than beside it, the capture may lack what the side that ends a stall sent in it; and
   * without the options of the SYNs, what explains it.
   */
  private static Optional<String> doubt(Connection connection, Stall stall) {
    return stall
        .after()
        .flatMap(end -> Doubt.notBesideSender(connection.flow(end.from())))
        .or(() -> Doubt.cutOffers(connection));
  }

  private Finding unexplained(Connection connection, List<Stall> stalls) {
    Stall first = stalls.get(0);
    Set<Segment> shown = new LinkedHashSet<>();
    shown.add(first.before());
    shown.addAll(first.evidence());
    first.after().ifPresent(shown::add);
    return expecting(connection)
        .but(
            "nothing explains why it stood still for %s%s"
                .formatted(
                    Wording.time(first.nanos()),
                    stalls.size() == 1
                        ? ""
                        : ", and " + Wording.times(stalls.size() - 1) + " more"))
        .timedOffenders(connection, List.copyOf(shown), s -> "")
        .fact("evidence", first.explanation())
        .cause("a scheduler, a firewall, or what the capture did not see", Certainty.POSSIBLE);
  }
}
