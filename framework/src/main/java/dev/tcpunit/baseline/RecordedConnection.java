package dev.tcpunit.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The facts of one connection of a fingerprint.
 *
 * @param server which server port it goes to, numbered from 1 in the order in which they are used
 * @param together whether it was opened before the one before it had spoken: in no fixed order
 * @param facts in the order of the text
 */
record RecordedConnection(int server, boolean together, List<Fact> facts) {

  RecordedConnection {
    facts = List.copyOf(facts);
  }

  RecordedConnection at(int newServer, boolean withPrevious) {
    return new RecordedConnection(newServer, withPrevious, facts);
  }

  Optional<Fact> fact(String name) {
    return facts.stream().filter(fact -> fact.name().equals(name)).findFirst();
  }

  Optional<Fact> fact(FactName name) {
    return fact(name.words());
  }

  /** Whether anything but its opening can be told. */
  boolean isOpened() {
    return fact(FactName.CLOSE).isPresent() || fact(FactName.TURNS).isPresent();
  }

  /** The bytes of each turn, each with the side: {@code client 136}. */
  List<Fact> turns() {
    return facts.stream().filter(fact -> FactName.isTurn(fact.name())).toList();
  }

  /** What tells it from others, whatever server it goes to. */
  String behaviour() {
    return facts.stream().map(Fact::toString).collect(Collectors.joining("\n"));
  }

  /** These facts with what the same connection of another run showed. */
  RecordedConnection with(RecordedConnection other) {
    Map<String, Fact> all = new LinkedHashMap<>();
    facts.forEach(fact -> all.put(fact.name(), fact));
    for (Fact fact : other.facts) {
      all.merge(fact.name(), fact, Fact::with);
    }
    List<Fact> merged = new ArrayList<>(all.values());
    if (turns().size() != other.turns().size()) {
      // Which turn of the one run is which of the other cannot be said.
      merged.removeIf(fact -> FactName.isTurn(fact.name()));
    }
    return new RecordedConnection(server, together, merged);
  }
}
