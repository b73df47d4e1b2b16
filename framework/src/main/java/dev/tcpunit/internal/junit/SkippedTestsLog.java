package dev.tcpunit.internal.junit;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tests of a run that were skipped because there was no way to capture, or to a link: a build
 * that is green because nothing ran must say so.
 */
final class SkippedTestsLog {
  /** Where the Maven plugin finds them, a test a line. */
  private static final String FOLDER = "skipped";

  /** By folder; sets, because a test that asks twice counts once. */
  private final Map<Path, Set<String>> tests = new TreeMap<>();

  private String firstReason;

  synchronized void add(String test, String reason, Path directory) {
    firstReason = firstReason == null ? reason : firstReason;
    tests.computeIfAbsent(directory, key -> new LinkedHashSet<>()).add(test);
  }

  /** One line on standard error, and a file for each folder of captures. */
  synchronized void tell() {
    int count = tests.values().stream().mapToInt(Set::size).sum();
    if (count > 0) {
      System.err
          .append(
              "TcpUnit: %d %s skipped, not passed (tcpunit.unavailable): %s%n"
                  .formatted(
                      count,
                      count == 1 ? "test was" : "tests were",
                      firstReason.lines().findFirst().orElse("")))
          .flush();
    }
    tests.forEach(SkippedTestsLog::write);
    tests.clear();
  }

  private static void write(Path directory, Set<String> names) {
    String text = names.stream().map(name -> name + System.lineSeparator()).collect(joining());
    JvmNote.in(directory, FOLDER).write(text);
  }
}
