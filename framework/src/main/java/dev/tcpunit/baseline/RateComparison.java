package dev.tcpunit.baseline;

import dev.tcpunit.baseline.ConnectionPairs.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Compares how often each value of a rate was seen in some runs with how often it was recorded, by
 * Fisher's exact test. One run tells nothing of a rate; ten and ten do.
 *
 * <p>Each value is tested against all others of its rate. The more are tested, the more differ by
 * chance, so each chance is multiplied by their number (Bonferroni). A run of which the packets
 * prove no value, as on a busy machine, says nothing of its rate and is left out.
 *
 * <p>Example: {@code RateComparison.of(recorded, seen).rates()}.
 */
public final class RateComparison {
  /**
   * The error: at most so large a part of the baselines whose rates have not changed has one that
   * differs.
   */
  public static final double ERROR = 0.01;

  private static final String NOT_SEEN = "not seen";
  private static final String UNKNOWN = "unknown";

  private final Fingerprint recorded;
  private final Fingerprint seen;
  private final List<Pending> found = new ArrayList<>();
  private final int tests;

  private RateComparison(Fingerprint recorded, Fingerprint seen) {
    this.recorded = recorded;
    this.seen = seen;
    add("", recorded.facts(), seen.facts());
    for (Pair pair : ConnectionPairs.of(recorded.connections(), seen.connections())) {
      add(
          "connection " + (pair.seen() + 1),
          recorded.connections().get(pair.recorded()).facts(),
          seen.connections().get(pair.seen()).facts());
    }
    tests = found.stream().mapToInt(Pending::tests).sum();
  }

  /**
   * One rate.
   *
   * @param place the connection that it is of, such as {@code connection 2}; empty for all together
   * @param fact the name of the fact
   * @param recorded in how many of the recorded runs each value was seen: {@code client 7 | none 3}
   * @param seen in how many of the others
   * @param chance that runs differ as much although nothing has changed, at most; from 0 to 1
   */
  public record Rate(String place, String fact, String recorded, String seen, double chance) {
    /**
     * Whether it has changed, in all likelihood.
     *
     * @return true if the chance is below {@link #ERROR}
     */
    public boolean differs() {
      return chance < ERROR;
    }

    /** In one line: {@code connection 1, first to close: client 10 -> server 10}. */
    @Override
    public String toString() {
      return "%s%s: %s -> %s".formatted(place.isEmpty() ? "" : place + ", ", fact, recorded, seen);
    }
  }

  /**
   * Compares the rates of two fingerprints of several runs each.
   *
   * @param recorded what was accepted
   * @param seen the runs to compare with it
   * @return the comparison
   */
  public static RateComparison of(Fingerprint recorded, Fingerprint seen) {
    return new RateComparison(recorded, seen);
  }

  /**
   * The rates that both have, those that do not differ included.
   *
   * @return in the order of the baseline
   */
  public List<Rate> rates() {
    return found.stream().map(rate -> rate.times(tests)).toList();
  }

  /**
   * In how many runs a value must be seen that was never recorded, at least, for the rate to
   * differ.
   *
   * @return empty if there are too few runs for any to differ
   */
  public OptionalInt leastTold() {
    return IntStream.rangeClosed(1, tests == 0 ? 0 : seen.runs())
        .filter(k -> tests * FisherExact.chance(0, recorded.runs(), k, seen.runs()) < ERROR)
        .findFirst();
  }

  private void add(String place, List<Fact> then, List<Fact> now) {
    for (Fact fact : then) {
      now.stream()
          .filter(other -> other.name().equals(fact.name()))
          .filter(other -> other.kind() == FactKind.RATE && fact.kind() == FactKind.RATE)
          .forEach(other -> found.add(pending(place, fact, other)));
    }
  }

  private Pending pending(String place, Fact then, Fact now) {
    Map<String, Integer> before = counts(then, recorded.runs());
    Map<String, Integer> after = counts(now, seen.runs());
    int runsBefore = runs(before);
    int runsAfter = runs(after);
    TreeSet<String> values = new TreeSet<>(before.keySet());
    values.addAll(after.keySet());
    double least =
        values.stream()
            .mapToDouble(
                value ->
                    FisherExact.chance(
                        before.getOrDefault(value, 0),
                        runsBefore,
                        after.getOrDefault(value, 0),
                        runsAfter))
            .min()
            .orElse(1);
    // Of two values each is tested by the other, and a value that is the only one could have
    // changed.
    int ofThis = values.size() > 2 ? values.size() : 1;
    return new Pending(new Rate(place, then.name(), then.text(), now.text(), least), ofThis);
  }

  /** A connection that some runs lack shows no value in them. */
  private static Map<String, Integer> counts(Fact fact, int runs) {
    Map<String, Integer> counts = new TreeMap<>(fact.counts());
    int rest = runs - runs(counts);
    if (rest > 0) {
      counts.put(NOT_SEEN, rest);
    }
    counts.remove(UNKNOWN);
    return counts;
  }

  private static int runs(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A rate before its chance is multiplied by the number of tests. */
  private record Pending(Rate rate, int tests) {
    Rate times(int all) {
      return new Rate(
          rate.place(),
          rate.fact(),
          rate.recorded(),
          rate.seen(),
          Math.min(1, rate.chance() * all));
    }
  }
}
