package dev.tcpunit.maven;

import dev.tcpunit.internal.observe.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds what tests and {@code stop} have left. */
final class CaptureFiles {
  private CaptureFiles() {}

  /**
   * The capture files in a folder and those below it, in the order of their names; not those of a
   * whole suite that is observed, which are judged as such.
   */
  static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".pcapng"))
          .filter(file -> !isOfWholeSuite(file))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isOfWholeSuite(Path file) {
    return file.toAbsolutePath().getParent().endsWith(Observation.FOLDER);
  }
}
