package dev.tcpunit.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the facts of one connection, or of all together, and says what differs. */
final class FactComparison {
  private static final String NOT_SEEN = "not seen";
  private static final int MOST_TURNS = 8;

  /** Each of them follows from those before, so that only the first is told. */
  private static final List<FactName> DIALOGUE =
      List.of(FactName.EXCHANGES, FactName.CONTINUES, FactName.TURNS);

  private static final Set<String> TOLD_WITH_DIALOGUE =
      Set.of(
          FactName.EXCHANGES.words(),
          FactName.CONTINUES.words(),
          FactName.TURNS.words(),
          FactName.FIRST_SEGMENT.words());

  private final String place;
  private final Dialogue said;
  private final List<FactDifference> differences = new ArrayList<>();

  /**
   * Starts without a difference.
   *
   * @param place the connection; empty for all together
   * @param said how what all connections said is to what was recorded
   */
  FactComparison(String place, Dialogue said) {
    this.place = place;
    this.said = said;
  }

  List<FactDifference> differences() {
    return List.copyOf(differences);
  }

  /**
   * Compares a connection.
   *
   * @param dialogue whether its turns are compared too, and not those of all connections together
   */
  void compare(RecordedConnection recorded, RecordedConnection seen, boolean dialogue) {
    recorded.fact(FactName.OPENING).ifPresent(fact -> compare(fact, seen.facts()));
    recorded.fact(FactName.ADDRESS).ifPresent(fact -> compare(fact, seen.facts()));
    if (recorded.isOpened() != seen.isOpened()) {
      return;
    }
    if (dialogue) {
      compareDialogue(recorded, seen);
    }
    recorded.facts().stream()
        .filter(fact -> !fact.is(FactName.OPENING) && !fact.is(FactName.ADDRESS))
        .filter(fact -> !TOLD_WITH_DIALOGUE.contains(fact.name()))
        .filter(fact -> !FactName.isTurn(fact.name()))
        .forEach(fact -> compare(fact, seen.facts()));
  }

  private void compareDialogue(RecordedConnection recorded, RecordedConnection seen) {
    FactComparison turns = new FactComparison(place, said);
    DIALOGUE.stream()
        .flatMap(name -> recorded.fact(name).stream())
        // A run in which an answer raced with the request has none of these but one.
        .filter(fact -> seen.fact(fact.name()).isPresent())
        .forEach(fact -> turns.compare(fact, seen.facts()));
    if (!turns.differences.isEmpty()) {
      String shapes = " (" + shape(recorded) + " -> " + shape(seen) + ")";
      differences.add(turns.differences.get(0).saying(shapes));
      turns.differences.stream()
          .skip(1)
          .filter(other -> !other.fact().equals(FactName.TURNS.words()))
          .forEach(differences::add);
    } else if (seen.fact(FactName.TURNS).isPresent()) {
      recorded.turns().forEach(turn -> compare(turn, seen.facts()));
      recorded
          .fact(FactName.FIRST_SEGMENT)
          .filter(fact -> differences.isEmpty())
          .ifPresent(fact -> compare(fact, seen.facts()));
    }
  }

  /** The first turns: {@code C136 S25 C200000 S82}. */
  private static String shape(RecordedConnection connection) {
    List<Fact> turns = connection.turns();
    String shown =
        turns.stream()
            .limit(MOST_TURNS)
            .map(turn -> (turn.name().endsWith("client") ? "C" : "S") + turn.text())
            .collect(Collectors.joining(" "));
    return turns.size() > MOST_TURNS ? shown + " ..." : shown;
  }

  void compare(Fact recorded, List<Fact> seen) {
    String value =
        seen.stream()
            .filter(fact -> fact.name().equals(recorded.name()))
            .map(FactComparison::value)
            .findFirst()
            .orElse(NOT_SEEN);
    if (recorded.isCompared() && !recorded.allows(value)) {
      differences.add(
          new FactDifference(
              place,
              recorded.name(),
              recorded.text(),
              value,
              isBetter(recorded, value),
              Meaning.of(recorded, value, said)));
    }
  }

  /** That of one run, of which a rate tells the number of runs too. */
  private static String value(Fact fact) {
    return fact.kind() == FactKind.RATE ? fact.text().replaceFirst(" 1$", "") : fact.text();
  }

  private boolean isBetter(Fact recorded, String value) {
    if (value.equals(NOT_SEEN)) {
      return false;
    }
    if (recorded.is(FactName.CONNECTIONS)) {
      // Fewer, because less was sent, are not better.
      return said != Dialogue.OTHER && isLess(recorded, value);
    }
    if (recorded.is(FactName.REFUSED)) {
      return isLess(recorded, value);
    }
    return recorded.kind() == FactKind.CLASS
        && recorded.values().stream().anyMatch(known -> isLesserClass(recorded, known, value));
  }

  private static boolean isLess(Fact recorded, String value) {
    return recorded.values().stream()
        .allMatch(known -> Long.parseLong(value) < Long.parseLong(known));
  }

  private static boolean isLesserClass(Fact fact, String known, String value) {
    return fact.is(FactName.SENT_IN_VAIN)
        ? ConnectionFacts.CLASSES_IN_VAIN.indexOf(value)
            < ConnectionFacts.CLASSES_IN_VAIN.indexOf(known)
        : causes(known).containsAll(causes(value));
  }

  private static Set<String> causes(String recoveries) {
    return recoveries.equals(ConnectionFacts.NONE)
        ? Set.of()
        : new TreeSet<>(List.of(recoveries.split(", ")));
  }
}
