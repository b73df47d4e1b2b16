package dev.tcpunit.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a fingerprint. */
final class FingerprintReader {
  private static final Pattern FACT = Pattern.compile("(.+?) (=|~|%|is|:) (.+)");
  private static final Pattern CONNECTION =
      Pattern.compile("connection ([0-9]{1,6}) to server ([0-9]{1,6})(.*)");

  private final List<String> lines;
  private final List<Fact> facts = new ArrayList<>();
  private final List<RecordedConnection> connections = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private int runs = 1;
  private int number;

  FingerprintReader(String text) {
    lines = text.lines().toList();
  }

  Fingerprint read() {
    if (lines.isEmpty() || !lines.get(0).strip().equals(FingerprintWriter.HEAD)) {
      throw new IllegalArgumentException(
          "line 1: a baseline begins with \"" + FingerprintWriter.HEAD + "\"");
    }
    for (String line : lines) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        take(line);
      }
    }
    return new Fingerprint(runs, facts, connections, new Environment(environment));
  }

  private void take(String line) {
    Matcher heading = CONNECTION.matcher(line);
    if (heading.matches()) {
      startConnection(heading);
      return;
    }
    Fact fact = fact(line.strip());
    if (line.startsWith(" ")) {
      addToConnection(fact);
    } else if (fact.kind() != FactKind.INFORMATIVE) {
      facts.add(fact);
    } else if (fact.name().equals(FingerprintWriter.RUNS)) {
      runs = number(fact.text());
    } else {
      environment.put(fact.name(), fact.text());
    }
  }

  private void startConnection(Matcher heading) {
    boolean together = heading.group(3).equals(FingerprintWriter.TOGETHER);
    if (!together && !heading.group(3).isEmpty()) {
      throw wrong("\"" + heading.group(3) + "\" is not understood");
    }
    if (Integer.parseInt(heading.group(1)) != connections.size() + 1) {
      throw wrong("connections are numbered from 1 on");
    }
    connections.add(
        new RecordedConnection(Integer.parseInt(heading.group(2)), together, List.of()));
  }

  private void addToConnection(Fact fact) {
    if (connections.isEmpty()) {
      throw wrong("a fact of a connection stands before the first connection");
    }
    int last = connections.size() - 1;
    RecordedConnection connection = connections.get(last);
    List<Fact> all = new ArrayList<>(connection.facts());
    all.add(fact);
    connections.set(last, new RecordedConnection(connection.server(), connection.together(), all));
  }

  private Fact fact(String line) {
    Matcher matcher = FACT.matcher(line);
    Optional<FactKind> kind = matcher.matches() ? FactKind.of(matcher.group(2)) : Optional.empty();
    if (kind.isEmpty()) {
      throw wrong("\"" + line + "\" is no fact");
    }
    String name = matcher.group(1);
    if (kind.get() != FactKind.INFORMATIVE && !FactName.isKnown(name)) {
      throw wrong("there is no fact \"" + name + "\"");
    }
    try {
      return Fact.read(name, kind.get(), matcher.group(3));
    } catch (NumberFormatException e) {
      throw wrong("\"" + matcher.group(3) + "\" is no number");
    }
  }

  private int number(String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw wrong("\"" + text + "\" is no number of runs");
    }
    return Integer.parseInt(text);
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException("line " + number + ": " + reason);
  }
}
