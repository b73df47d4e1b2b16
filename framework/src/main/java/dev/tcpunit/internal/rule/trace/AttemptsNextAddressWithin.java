package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where an address has not answered in time, the client attempts the next beside it. */
public final class AttemptsNextAddressWithin extends StatedRule<Trace> implements TimedRule {
  private final Duration delay;

  public AttemptsNextAddressWithin(Duration delay) {
    super(
        "attemptsNextAddressWithin",
        "attempt the next address within %s of one that does not answer"
            .formatted(Wording.limit(delay)),
        "RFC 8305 s5",
        "the next attempt begins after the Connection Attempt Delay, 250 ms");
    this.delay = delay;
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    Finding finding = expecting(trace);
    if (trace.connections().stream().anyMatch(c -> !c.keepsSegments())) {
      return judgement.cannotTell(finding, Doubt.NO_SEGMENTS);
    }
    List<AddressRace> slow =
        AddressRace.all(trace).stream()
            .filter(race -> !race.slow(delay.toNanos()).isEmpty())
            .toList();
    if (slow.isEmpty()) {
      String none = "each attempt to connect succeeded within " + Wording.limit(delay);
      return judgement.cannotTell(finding, none + ": no other address was due");
    }
    for (AddressRace race : slow) {
      Optional<Connection> late = late(race);
      if (late.isPresent()) {
        return judgement.violatedByAbsence(tell(finding, race, late.get()), doubt(race));
      }
    }
    Optional<String> alone = alone(slow);
    return alone.isPresent()
        ? judgement.cannotTell(finding, alone.get())
        : judgement.holds(finding.but("the next address was attempted in time"));
  }

  private Optional<Connection> late(AddressRace race) {
    return race.slow(delay.toNanos()).stream()
        .filter(attempt -> race.pauseAfter(attempt).orElse(0) > delay.toNanos())
        .findFirst();
  }

  private static Finding tell(Finding finding, AddressRace race, Connection attempt) {
    String pause = Wording.time(race.pauseAfter(attempt).orElseThrow());
    return ConnectionLines.show(
            finding.but("the next address was attempted only after " + pause),
            race.attempts(),
            AttemptRun::outcome)
        .lookFor(Remedy.RACE_ADDRESSES);
  }

  /** Without the server's segments each attempt looks not answered. */
  private static Optional<String> doubt(AddressRace race) {
    return race.attempts().stream()
        .flatMap(attempt -> Doubt.unseen(attempt.serverToClient()).stream())
        .findFirst();
  }

  /** The packets name only addresses that were attempted. */
  private static Optional<String> alone(List<AddressRace> slow) {
    return slow.stream()
        .filter(race -> !race.hasSeveral())
        .findFirst()
        .map(race -> race.attempts().get(0))
        .map(
            attempt ->
                attempt.server()
                    + (attempt.handshake().state() == Handshake.State.REFUSED
                        ? " refused"
                        : " did not answer in time")
                    + ", and the packets do not show whether its name has another address");
  }
}
