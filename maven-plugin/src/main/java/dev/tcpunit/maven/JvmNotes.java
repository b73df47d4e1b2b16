package dev.tcpunit.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What each test JVM has noted at its end, in a folder below that of the captures. */
final class JvmNotes {
  private JvmNotes() {}

  /** The files written since a moment: an earlier build's say nothing of this one. */
  static List<Path> in(Path folder, Instant since) throws IOException {
    List<Path> notes = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
            notes.add(file);
          }
        }
      }
    }
    return notes;
  }
}
