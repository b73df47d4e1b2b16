package dev.tcpunit.internal.observe;

import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.internal.observe.Observation.Told;
import dev.tcpunit.internal.verdict.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Tells groups: the new ones with an example each, those that are accepted by their number. */
final class ObservationText {
  private static final int MOST_TESTS = 5;

  private final AcceptedGroups accepted;
  private final List<String> lines = new ArrayList<>();

  ObservationText(AcceptedGroups accepted) {
    this.accepted = accepted;
  }

  List<String> lines(Observation observed) {
    List<Told> all = observed.told();
    List<Told> fresh = all.stream().filter(told -> !accepted.contains(told.line())).toList();
    add(
        "TcpUnit observed %s in %s: %s of finding, %d of them new"
            .formatted(
                Wording.count(observed.connections(), "connection"),
                Wording.count(observed.tests(), "test"),
                Wording.count(all.size(), "kind"),
                fresh.size()));
    if (observed.undecided() > 0) {
      add(
          "  %s could not be told%s"
              .formatted(
                  Wording.count(observed.undecided(), "verdict"),
                  observed.dropped() > 0
                      ? "; the capture lost " + Wording.count(observed.dropped(), "frame")
                      : ""));
    }
    fresh.forEach(this::tell);
    all.stream()
        .filter(told -> accepted.contains(told.line()))
        .forEach(told -> add("  accepted: %s: %s".formatted(told.line(), where(told))));
    tellUnseen(all);
    if (!fresh.isEmpty()) {
      add("  To accept them, add these lines to " + accepted.file() + ":");
      fresh.forEach(told -> add("    " + told.line()));
    }
    return lines;
  }

  private void tell(Told told) {
    add("  new: %s: %s".formatted(told.line(), where(told)));
    add("    for example in " + told.exampleTest());
    told.message().lines().forEach(line -> add("      " + line));
  }

  /** Such as {@code 229 connections in 60 tests: it.OneTest.a, it.TwoTest.b and 58 more}. */
  private static String where(Told told) {
    List<String> tests = told.tests();
    List<String> first = tests.subList(0, Math.min(MOST_TESTS, tests.size()));
    return "%s in %s%s"
        .formatted(
            Wording.count(told.connections(), "connection"),
            String.join("; ", first),
            tests.size() > MOST_TESTS ? " and " + (tests.size() - MOST_TESTS) + " more" : "");
  }

  private void tellUnseen(List<Told> all) {
    TreeSet<String> unseen = new TreeSet<>(accepted.lines());
    all.forEach(told -> unseen.remove(told.line()));
    unseen.forEach(line -> add("  accepted and not found: " + line));
  }

  private void add(String line) {
    lines.add(Printable.of(line));
  }
}
