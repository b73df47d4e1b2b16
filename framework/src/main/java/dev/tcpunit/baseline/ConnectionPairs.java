package dev.tcpunit.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which connection of the one run is which of the other: by their order; by what they did where
 * they were opened together, in no fixed order, or where there are not as many.
 */
final class ConnectionPairs {
  private final List<RecordedConnection> recorded;
  private final List<RecordedConnection> seen;
  private final List<Pair> pairs = new ArrayList<>();

  private ConnectionPairs(List<RecordedConnection> recorded, List<RecordedConnection> seen) {
    this.recorded = recorded;
    this.seen = seen;
  }

  /**
   * Two that are the same connection.
   *
   * @param recorded the place of the one, from 0
   * @param seen the place of the other, from 0
   */
  record Pair(int recorded, int seen) {}

  static List<Pair> of(List<RecordedConnection> recorded, List<RecordedConnection> seen) {
    ConnectionPairs found = new ConnectionPairs(recorded, seen);
    if (recorded.size() == seen.size()) {
      found.matchGroups();
    } else {
      found.match(0, recorded.size(), 0, seen.size());
    }
    return found.pairs.stream().sorted(Comparator.comparingInt(Pair::recorded)).toList();
  }

  /** Where either run opened them together, there is no order between them. */
  private void matchGroups() {
    int from = 0;
    for (int i = 1; i <= recorded.size(); i++) {
      if (i == recorded.size() || !recorded.get(i).together() && !seen.get(i).together()) {
        match(from, i, from, i);
        from = i;
      }
    }
  }

  /** Takes those first that differ least. */
  private void match(int recordedFrom, int recordedTo, int seenFrom, int seenTo) {
    TreeSet<Integer> openRecorded = range(recordedFrom, recordedTo);
    TreeSet<Integer> openSeen = range(seenFrom, seenTo);
    for (int most = 0; !openRecorded.isEmpty() && !openSeen.isEmpty(); most = next(most)) {
      for (int one : List.copyOf(openRecorded)) {
        for (int other : openSeen) {
          if (distance(one, other) <= most) {
            pairs.add(new Pair(one, other));
            openRecorded.remove(one);
            openSeen.remove(other);
            break;
          }
        }
      }
    }
  }

  private static int next(int most) {
    return most < Integer.MAX_VALUE / 2 ? 2 * most + 1 : Integer.MAX_VALUE;
  }

  private static TreeSet<Integer> range(int from, int to) {
    return new TreeSet<>(IntStream.range(from, to).boxed().toList());
  }

  /** How many facts differ. */
  private int distance(int one, int other) {
    RecordedConnection then = recorded.get(one);
    RecordedConnection now = seen.get(other);
    long differing =
        then.facts().stream()
            .filter(Fact::isCompared)
            .filter(fact -> now.fact(fact.name()).filter(f -> fact.allows(f.text())).isEmpty())
            .count();
    return (int) differing + Math.abs(then.facts().size() - now.facts().size());
  }
}
