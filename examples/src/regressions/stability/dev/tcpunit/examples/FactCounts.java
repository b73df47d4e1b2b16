package dev.tcpunit.examples;

import dev.tcpunit.baseline.BaselineResult;
import dev.tcpunit.baseline.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts how steady each fact is: at the end of the JVM it prints, parted by tabs, the fact, the
 * sign by which it is compared, how many runs were held against a baseline, and in how many of them
 * it was another than recorded.
 */
final class FactCounts {
  private static final Pattern CONNECTION = Pattern.compile("(connection \\d+) to server .*");
  private static final Pattern FACT = Pattern.compile(" *(.+?) ([=~%]|is) (.*)");
  private static final String RATE = "%";

  private static final Map<String, Count> COUNTS = new TreeMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(FactCounts::print));
  }

  private FactCounts() {}

  private record Count(int runs, int others) {
    static Count of(boolean other) {
      return new Count(1, other ? 1 : 0);
    }

    Count with(Count more) {
      return new Count(runs + more.runs, others + more.others);
    }
  }

  /** A fact of a connection, or of all together where the place is empty. */
  private record Key(String place, String name) {}

  /** How a fact is compared, and its value. */
  private record Value(String sign, String text) {}

  private static synchronized void print() {
    COUNTS.forEach((fact, n) -> System.out.printf("%s\t%d\t%d%n", fact, n.runs(), n.others()));
  }

  static synchronized void add(BaselineResult result) {
    Map<Key, Value> seen = facts(result.seen());
    Set<Key> different =
        result.differences().stream()
            .map(difference -> new Key(difference.place(), difference.fact()))
            .collect(Collectors.toSet());
    Map<String, Boolean> others = new TreeMap<>();
    facts(result.baseline().orElse(result.seen()))
        .forEach(
            (key, value) -> {
              // A rate is no difference, whatever its value is.
              boolean other =
                  value.sign().equals(RATE)
                      ? !value.equals(seen.get(key))
                      : different.contains(key);
              String name = key.name().replaceFirst("turn \\d+ .*", "turn N");
              others.merge(name + "\t" + value.sign(), other, Boolean::logicalOr);
            });
    others.forEach((fact, other) -> COUNTS.merge(fact, Count.of(other), Count::with));
  }

  private static Map<Key, Value> facts(Fingerprint print) {
    Map<Key, Value> facts = new LinkedHashMap<>();
    String place = "";
    for (String line : print.toString().lines().toList()) {
      Matcher connection = CONNECTION.matcher(line);
      Matcher fact = FACT.matcher(line);
      if (connection.matches()) {
        place = connection.group(1);
      } else if (!line.startsWith("#") && fact.matches()) {
        facts.put(new Key(place, fact.group(1)), new Value(fact.group(2), fact.group(3)));
      }
    }
    return facts;
  }
}
