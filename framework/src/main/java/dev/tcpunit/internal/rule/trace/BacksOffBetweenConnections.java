package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;

/** Attempts to connect that fail one after the other come after longer and longer pauses. */
public final class BacksOffBetweenConnections extends StatedRule<Trace> implements TimedRule {
  /** A tenth longer: equal pauses differ by less, unless the machine is very busy. */
  private static final double LONGER = 1.1;

  /** A pause that is so many times the first may be the longest that the client is set to. */
  private static final int LIMIT = 4;

  public BacksOffBetweenConnections() {
    super(
        "backsOffBetweenConnections",
        "back off between attempts to connect",
        "RFC 8961 s4",
        "who tries again in vain waits longer each time");
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    List<AttemptRun> runs =
        AttemptRun.all(trace).stream().filter(run -> run.pauses().size() > 1).toList();
    if (runs.isEmpty()) {
      return judgement.cannotTell(
          expecting(trace), "no server was tried three times in a row, which takes two failures");
    }
    List<AttemptRun> storms = runs.stream().filter(run -> !growsLonger(run)).toList();
    Optional<AttemptRun> certain =
        storms.stream().filter(BacksOffBetweenConnections::isRefused).findFirst();
    if (certain.isPresent()) {
      return judgement.violatedByAbsence(
          ConnectionLines.show(
                  expecting(trace)
                      .but("the pauses were " + Wording.join(words(certain.get().pauses()))),
                  certain.get().attempts(),
                  AttemptRun::outcome)
              .lookFor(Remedy.BACK_OFF));
    }
    return judgement.holds(
        expecting(trace).but("each pause was longer than the one before"),
        storms.stream()
            .findFirst()
            .map(
                storm ->
                    "the packets do not show when an attempt that is not answered was given up, and"
                        + " so not how long a pause was"));
  }

  private static boolean growsLonger(AttemptRun run) {
    List<Long> pauses = run.pauses();
    for (int i = 1; i < pauses.size(); i++) {
      boolean longer = pauses.get(i) >= LONGER * pauses.get(i - 1);
      if (!longer && pauses.get(i) < LIMIT * pauses.get(0)) {
        return false;
      }
    }
    return true;
  }

  /** A refusal ends an attempt at once: what follows is a pause. */
  private static boolean isRefused(AttemptRun run) {
    List<Connection> failed = run.attempts().subList(0, run.attempts().size() - 1);
    return failed.stream().allMatch(c -> c.handshake().state() == Handshake.State.REFUSED);
  }

  private static List<String> words(List<Long> pauses) {
    return pauses.stream().limit(8).map(Wording::time).toList();
  }
}
