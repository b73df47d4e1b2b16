package dev.tcpunit.maven;

import dev.tcpunit.internal.file.FilesBelow;
import dev.tcpunit.internal.observe.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds what tests and {@code stop} have left. */
final class CaptureFiles {
  private CaptureFiles() {}

  /**
   * The capture files in a folder and those below it, in the order of their names; not those of a
   * whole suite that is observed, which are judged as such.
   */
  static List<Path> in(Path folder) throws IOException {
    return FilesBelow.in(folder, Integer.MAX_VALUE, ".pcapng").stream()
        .filter(file -> !isOfWholeSuite(file))
        .toList();
  }

  private static boolean isOfWholeSuite(Path file) {
    return file.toAbsolutePath().getParent().endsWith(Observation.FOLDER);
  }
}
