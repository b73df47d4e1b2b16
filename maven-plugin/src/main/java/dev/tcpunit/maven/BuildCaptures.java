package dev.tcpunit.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The captures of a folder, told apart by the build that wrote them: what an earlier one has left
 * of a class that did not run now says nothing of this build.
 *
 * @param current those to judge
 * @param earlier those that were there when the build began
 */
record BuildCaptures(List<Path> current, List<Path> earlier) {

  static BuildCaptures of(List<Path> files, Instant buildStart) throws IOException {
    BuildCaptures captures = new BuildCaptures(new ArrayList<>(), new ArrayList<>());
    for (Path file : files) {
      boolean isEarlier = Files.getLastModifiedTime(file).toInstant().isBefore(buildStart);
      (isEarlier ? captures.earlier : captures.current).add(file);
    }
    return captures;
  }

  static BuildCaptures all(List<Path> files) {
    return new BuildCaptures(files, List.of());
  }
}
