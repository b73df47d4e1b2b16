package dev.tcpunit.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tests that were skipped because there was no way to capture, as each of their JVMs has noted
 * at its end.
 *
 * @param names a test each
 */
record SkippedTests(List<String> names) {
  /** Below the folder of the captures. */
  private static final String FOLDER = "skipped";

  private static final int MOST_NAMED = 5;

  /** Those noted since a moment: an earlier build's say nothing of this one. */
  static SkippedTests in(Path captures, Instant since) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : JvmNotes.in(captures.resolve(FOLDER), since)) {
      names.addAll(Files.readAllLines(file));
    }
    return new SkippedTests(List.copyOf(names));
  }

  /** What a build that is green for it must say; empty where none was. */
  Optional<String> warning() {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    int more = names.size() - MOST_NAMED;
    return Optional.of(
        "%s skipped, not passed, for there was no way to capture (tcpunit.unavailable): %s%s"
            .formatted(
                names.size() == 1 ? "1 test was" : names.size() + " tests were",
                String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))),
                more > 0 ? " and " + more + " more" : ""));
  }
}
