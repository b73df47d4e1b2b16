package dev.tcpunit.internal.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The groups of findings that a project lives with, from a file that it commits: one a line, as it
 * is told; {@code #} begins a remark.
 *
 * @param file where they stand, or are to stand
 * @param lines the groups
 */
public record AcceptedGroups(Path file, Set<String> lines) {
  /** Reads the file; where there is none, nothing is accepted. */
  public static AcceptedGroups read(Path file) throws IOException {
    return new AcceptedGroups(
        file,
        Files.exists(file)
            ? Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new))
            : Set.of());
  }

  boolean contains(String line) {
    return lines.contains(line);
  }
}
