package dev.tcpunit.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One fact about a connection, or about all of them.
 *
 * @param name such as {@code exchanges}
 * @param kind how it is compared
 * @param values what was seen: mostly one value, and more where the recorded runs differed; of a
 *     rate each with the number of runs, such as {@code client 7}
 */
public record Fact(String name, FactKind kind, List<String> values) {
  private static final String OR = " | ";

  /** Copies the list. */
  public Fact {
    values = List.copyOf(values);
  }

  static Fact of(FactName name, String value) {
    return of(name, name.kind(), value);
  }

  static Fact of(FactName name, FactKind kind, String value) {
    return new Fact(name.words(), kind, List.of(kind == FactKind.RATE ? value + " 1" : value));
  }

  static Fact informative(String name, String value) {
    return new Fact(name, FactKind.INFORMATIVE, List.of(value));
  }

  static Fact read(String name, FactKind kind, String text) {
    List<String> values =
        kind == FactKind.INFORMATIVE ? List.of(text) : List.of(text.split(" \\| "));
    Fact fact = new Fact(name, kind, values);
    if (kind == FactKind.RATE) {
      fact.counts();
    } else if (kind == FactKind.TOLERANT) {
      values.forEach(Tolerance::numbers);
    }
    return fact;
  }

  boolean is(FactName other) {
    return name.equals(other.words());
  }

  /** Whether one run is judged by it. */
  boolean isCompared() {
    return kind != FactKind.RATE && kind != FactKind.INFORMATIVE;
  }

  /** Whether a run that shows the value is like one of those that were recorded. */
  boolean allows(String value) {
    return values.stream().anyMatch(known -> isSame(known, value));
  }

  private boolean isSame(String known, String value) {
    return kind == FactKind.TOLERANT ? Tolerance.isSame(known, value) : known.equals(value);
  }

  /** The values in one line. */
  String text() {
    return String.join(OR, values);
  }

  /** This fact with what another run showed. */
  Fact with(Fact other) {
    if (kind == FactKind.INFORMATIVE) {
      return other;
    }
    if (kind == FactKind.RATE || other.kind == FactKind.RATE) {
      return rate(other);
    }
    List<String> all = new ArrayList<>(values);
    other.values.stream().filter(value -> !allows(value)).forEach(all::add);
    return new Fact(name, kind, all.stream().sorted().toList());
  }

  private Fact rate(Fact other) {
    Map<String, Integer> all = counts();
    other.counts().forEach((value, runs) -> all.merge(value, runs, Integer::sum));
    return new Fact(
        name,
        FactKind.RATE,
        all.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  /** In how many runs each value was seen. */
  Map<String, Integer> counts() {
    return kind == FactKind.RATE
        ? values.stream()
            .collect(
                Collectors.toMap(
                    value -> value.substring(0, Math.max(0, value.lastIndexOf(' '))),
                    value -> Integer.valueOf(value.substring(value.lastIndexOf(' ') + 1)),
                    Integer::sum,
                    TreeMap::new))
        : values.stream().collect(Collectors.toMap(v -> v, v -> 1, Integer::sum, TreeMap::new));
  }

  /** As it stands in the text: {@code exchanges = 2}. */
  @Override
  public String toString() {
    return name + " " + kind.sign() + " " + text();
  }
}
