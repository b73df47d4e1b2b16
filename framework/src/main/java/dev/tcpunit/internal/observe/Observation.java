package dev.tcpunit.internal.observe;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.VerdictKind;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What was found in the captures of a suite, in groups: rule, side and cause. */
public final class Observation {
  /** The folder of the captures, within that of all captures. */
  public static final String FOLDER = "observed";

  private static final String CAPTURE = ".pcapng";
  private static final String TESTS = ".tests";

  private final Map<VerdictKind, Group> groups = new LinkedHashMap<>();
  private long tests;
  private long connections;
  private long undecided;
  private long dropped;

  /** Findings that are alike. */
  private static final class Group {
    private final VerdictKind kind;
    private final Verdict example;
    private final String exampleTest;
    private final TreeSet<String> tests = new TreeSet<>();
    private long connections;

    Group(VerdictKind kind, Verdict example, String exampleTest) {
      this.kind = kind;
      this.example = example;
      this.exampleTest = exampleTest;
    }
  }

  /** The captures that the JVMs of a suite have left, in the order of their names. */
  public static List<Path> captures(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(CAPTURE) && Files.exists(testsOf(file)))
          .sorted()
          .toList();
    }
  }

  /** The file that says which tests ran while a capture did. */
  static Path testsOf(Path capture) {
    String name = capture.getFileName().toString();
    return capture.resolveSibling(name.substring(0, name.length() - CAPTURE.length()) + TESTS);
  }

  /** Judges one JVM's capture. */
  public void add(Path capture) throws IOException {
    add(capture, new EarlyFindings());
  }

  /** Judges what is not judged yet. */
  void add(Path capture, EarlyFindings early) throws IOException {
    ObservedTests ran = ObservedTests.read(testsOf(capture));
    Trace trace = Traces.read(capture, AnalysisOptions.SEGMENTS);
    tests += ran.count();
    dropped += trace.completeness().droppedFrames().orElse(0);
    for (Connection connection : trace.connections()) {
      connections++;
      Findings found = early.in(connection);
      undecided += found.undecided();
      if (!found.violations().isEmpty()) {
        String test = ran.at(connection.startNanos());
        found.violations().forEach(violation -> add(violation, connection, test));
      }
    }
  }

  private void add(Findings.Violation violation, Connection connection, String test) {
    Group group = groups.get(violation.kind());
    if (group == null) {
      Verdict example = violation.rule().judge(connection);
      group = new Group(violation.kind(), example, test);
      groups.put(violation.kind(), group);
    }
    group.connections++;
    group.tests.add(test);
  }

  /** The groups that are not accepted, each as a line of the file that accepts it. */
  public List<String> newGroups(AcceptedGroups accepted) {
    return sorted().stream()
        .map(group -> group.kind.toString())
        .filter(line -> !accepted.contains(line))
        .toList();
  }

  /** The most frequent first. */
  private List<Group> sorted() {
    return groups.values().stream()
        .sorted(
            Comparator.<Group>comparingLong(group -> -group.connections)
                .thenComparing(group -> group.kind.toString()))
        .toList();
  }

  /** What a person reads. */
  public List<String> text(AcceptedGroups accepted) {
    return new ObservationText(accepted).lines(this);
  }

  /** A group, as it is told. */
  record Told(
      String line, long connections, List<String> tests, String exampleTest, String message) {}

  List<Told> told() {
    return sorted().stream()
        .map(
            group ->
                new Told(
                    group.kind.toString(),
                    group.connections,
                    new ArrayList<>(group.tests),
                    group.exampleTest,
                    group.example.message()))
        .toList();
  }

  long tests() {
    return tests;
  }

  long connections() {
    return connections;
  }

  /** How many verdicts could not be told. */
  long undecided() {
    return undecided;
  }

  /** How many frames the captures lost. */
  long dropped() {
    return dropped;
  }
}
