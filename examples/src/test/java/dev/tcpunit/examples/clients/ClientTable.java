package dev.tcpunit.examples.clients;

import dev.tcpunit.examples.clients.RealClient.Varying;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was seen of each client, and the lines of Markdown that say it. */
final class ClientTable {
  /** Stands in a reason for the names of its clients. */
  private static final String CLIENTS = "<clients>";

  private final Map<RealClient, Map<Column, String>> rows = new LinkedHashMap<>();

  ClientTable(List<RealClient> clients) {
    clients.forEach(client -> rows.put(client, new EnumMap<>(Column.class)));
  }

  /** What another run has seen otherwise stands behind. */
  void add(RealClient client, Column column, Object seen) {
    rows.get(client)
        .merge(
            column,
            client.cell(column, seen),
            (before, now) -> before.contains(now) ? before : before + ", now " + now);
  }

  /** Whether each client was seen in every situation. */
  boolean isComplete() {
    return rows.values().stream().allMatch(row -> row.size() == Column.values().length);
  }

  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(line("client", Stream.of(Column.values()).map(Column::title)));
    lines.add("|---".repeat(Column.values().length + 1) + "|");
    rows.forEach((client, row) -> lines.add(line(client, row)));
    lines.add("");
    lines.addAll(reasons());
    return String.join("\n", lines) + "\n";
  }

  /** Why cells have more than one value, the clients of each reason together. */
  private List<String> reasons() {
    Map<String, List<String>> clients = new LinkedHashMap<>();
    for (RealClient client : rows.keySet()) {
      new TreeMap<>(client.varying())
          .forEach(
              (column, varying) ->
                  clients
                      .computeIfAbsent(reason(column, varying), unused -> new ArrayList<>())
                      .add(client.name()));
    }
    return clients.entrySet().stream()
        .map(entry -> entry.getKey().replace(CLIENTS, String.join("; ", entry.getValue())))
        .toList();
  }

  private static String reason(Column column, Varying varying) {
    return "- *"
        + column.title()
        + "*: "
        + varying.text()
        + " ("
        + CLIENTS
        + "): "
        + varying.reason()
        + ".";
  }

  /** The rows that a page has otherwise; of a program or JDK of another version none is told. */
  List<String> differencesFrom(String page) {
    List<String> lines = page.lines().toList();
    return rows.entrySet().stream()
        .filter(row -> row.getKey().isPinned() || page.contains(versionCell(row.getKey())))
        .map(row -> line(row.getKey(), row.getValue()))
        .filter(line -> !lines.contains(line))
        .toList();
  }

  private static String versionCell(RealClient client) {
    return "| " + client.name() + " | " + client.version() + " |";
  }

  private static String line(RealClient client, Map<Column, String> row) {
    return line(client.name(), row.values().stream());
  }

  private static String line(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).collect(Collectors.joining(" | ", "| ", " |"));
  }
}
