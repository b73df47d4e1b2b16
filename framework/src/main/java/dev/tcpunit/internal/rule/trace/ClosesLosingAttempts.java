package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Once one of several attempts to connect has succeeded, the client gives up the others. */
final class ClosesLosingAttempts extends StatedRule<Trace>
    implements WaitingRule<Trace>, TimedRule {
  ClosesLosingAttempts() {
    super(
        "closesLosingAttempts",
        "give up the other attempts once one has connected",
        "RFC 8305 s5",
        "when one attempt to connect succeeds, the others that have not are canceled");
  }

  @Override
  public Verdict judge(Trace captured, Patience patience) {
    if (captured.connections().isEmpty()) {
      return SomeConnection.judge(captured, name(), expectation());
    }
    Trace trace =
        patience.await(
            captured,
            "the attempts that lost to be given up",
            t -> losers(t).noneMatch(loser -> loser.isLeftOpen() || loser.isUndecided()));
    Finding finding = expecting(trace);
    if (trace.connections().stream().anyMatch(c -> !c.keepsSegments())) {
      return judgement.cannotTell(finding, Doubt.NO_SEGMENTS);
    }
    List<LosingAttempt> losers = losers(trace).toList();
    if (losers.isEmpty()) {
      return judgement.cannotTell(
          finding.but(Wording.count(trace.connections().size(), "connection") + " captured"),
          "no attempt to connect to one port was under way when another had connected");
    }
    return judge(trace, losers);
  }

  private Verdict judge(Trace trace, List<LosingAttempt> losers) {
    List<LosingAttempt> late = those(losers, loser -> !loser.lateSyns().isEmpty());
    if (!late.isEmpty()) {
      return judgement.violatedByPresence(tell(trace, late));
    }
    List<LosingAttempt> open = those(losers, LosingAttempt::isLeftOpen);
    if (!open.isEmpty()) {
      return judgement.violatedByAbsence(tell(trace, open), unseen(open));
    }
    List<LosingAttempt> undecided = those(losers, LosingAttempt::isUndecided);
    Finding given = expecting(trace).but(Wording.count(losers.size(), "attempt") + " given up");
    return undecided.isEmpty()
        ? judgement.holds(given, Doubt.missing(trace))
        : judgement.cannotTell(
            given,
            "the capture ended before the SYN of %s would have been sent again"
                .formatted(undecided.get(0).attempt()));
  }

  private static Stream<LosingAttempt> losers(Trace trace) {
    return trace.connections().stream().allMatch(Connection::keepsSegments)
        ? AddressRace.all(trace).stream().flatMap(LosingAttempt::in)
        : Stream.empty();
  }

  private static List<LosingAttempt> those(
      List<LosingAttempt> losers, Predicate<LosingAttempt> filter) {
    return losers.stream().filter(filter).toList();
  }

  private static Optional<String> unseen(List<LosingAttempt> open) {
    return open.stream().flatMap(l -> Doubt.unseenFin(l.attempt()).stream()).findFirst();
  }

  private Finding tell(Trace trace, List<LosingAttempt> left) {
    Finding found =
        expecting(trace)
            .but(
                left.size() == 1
                    ? "1 attempt was not given up"
                    : left.size() + " attempts were not given up");
    for (LosingAttempt loser : left) {
      String start = ConnectionLines.start(loser.attempt());
      found.line(loser.attempt() + ", " + start + ":").line("  " + loser.words());
    }
    return found.lookFor(Remedy.CANCEL_LOSERS);
  }
}
