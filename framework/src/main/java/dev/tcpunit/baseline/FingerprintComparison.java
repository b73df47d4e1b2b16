package dev.tcpunit.baseline;

import dev.tcpunit.baseline.ConnectionPairs.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Compares a run with a baseline, or joins the two into one. */
final class FingerprintComparison {
  private final Fingerprint baseline;
  private final Fingerprint run;
  private final List<Pair> pairs;

  FingerprintComparison(Fingerprint baseline, Fingerprint run) {
    this.baseline = baseline;
    this.run = run;
    pairs = ConnectionPairs.of(baseline.connections(), run.connections());
  }

  List<FactDifference> differences() {
    boolean asMany = baseline.connections().size() == run.connections().size();
    boolean sameDialogue = isSameDialogue();
    FactComparison ofAll = new FactComparison("", dialogue(sameDialogue));
    for (Fact fact : baseline.facts()) {
      ofAll.compare(fact, run.facts());
    }
    List<FactDifference> found = new ArrayList<>(ofAll.differences());
    found.addAll(otherServers());
    for (Pair pair : pairs) {
      FactComparison comparison =
          new FactComparison("connection " + (pair.seen() + 1), dialogue(sameDialogue));
      // What moved to another connection is told by their number.
      comparison.compare(recorded(pair), seen(pair), asMany || !sameDialogue);
      found.addAll(comparison.differences());
    }
    return List.copyOf(found);
  }

  private Dialogue dialogue(boolean same) {
    return !same
        ? Dialogue.OTHER
        : opened(run) > opened(baseline) ? Dialogue.OVER_MORE : Dialogue.SAME;
  }

  private static long opened(Fingerprint print) {
    return print.connections().stream().filter(RecordedConnection::isOpened).count();
  }

  private RecordedConnection recorded(Pair pair) {
    return baseline.connections().get(pair.recorded());
  }

  private RecordedConnection seen(Pair pair) {
    return run.connections().get(pair.seen());
  }

  /** Whether the same was said, over however many connections. */
  private boolean isSameDialogue() {
    List<Fact> then = turns(baseline);
    List<Fact> now = turns(run);
    return then.size() == now.size()
        && IntStream.range(0, then.size())
            .allMatch(
                i ->
                    side(then.get(i)).equals(side(now.get(i)))
                        && then.get(i).allows(now.get(i).text()));
  }

  /** By sides and lengths, since the exchanges of several connections have no other order. */
  private static List<Fact> turns(Fingerprint print) {
    return print.connections().stream()
        .flatMap(connection -> connection.turns().stream())
        .sorted(
            Comparator.comparing(FingerprintComparison::side)
                .thenComparing(turn -> Tolerance.numbers(turn.values().get(0))[0]))
        .toList();
  }

  private static String side(Fact turn) {
    return turn.name().substring(turn.name().lastIndexOf(' ') + 1);
  }

  /** Numbers of servers mean nothing by themselves: connections to one go to one again. */
  private List<FactDifference> otherServers() {
    Map<Integer, Integer> now = new HashMap<>();
    Map<Integer, Integer> then = new HashMap<>();
    List<FactDifference> found = new ArrayList<>();
    for (Pair pair : pairs) {
      int server = recorded(pair).server();
      int other = seen(pair).server();
      boolean same =
          now.computeIfAbsent(server, key -> other) == other
              && then.computeIfAbsent(other, key -> server) == server;
      if (!same) {
        found.add(
            new FactDifference(
                "connection " + (pair.seen() + 1),
                FactName.SERVER.words(),
                String.valueOf(server),
                String.valueOf(other),
                false,
                Meaning.OTHER_SERVER));
      }
    }
    return found;
  }

  Fingerprint merged() {
    List<RecordedConnection> connections = new ArrayList<>(baseline.connections());
    Set<Integer> known = new HashSet<>();
    for (Pair pair : pairs) {
      connections.set(pair.recorded(), recorded(pair).with(seen(pair)));
      known.add(pair.seen());
    }
    for (int i = 0; i < run.connections().size(); i++) {
      if (!known.contains(i)) {
        connections.add(run.connections().get(i));
      }
    }
    Map<String, Fact> facts = new LinkedHashMap<>();
    baseline.facts().forEach(fact -> facts.put(fact.name(), fact));
    run.facts().forEach(fact -> facts.merge(fact.name(), fact, Fact::with));
    return new Fingerprint(
        baseline.runs() + run.runs(), List.copyOf(facts.values()), connections, run.environment());
  }
}
