package dev.tcpunit.maven;

import dev.tcpunit.internal.observe.AcceptedGroups;
import dev.tcpunit.internal.observe.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** What the JVMs of this module's tests were observed to do. */
final class ObservedSuite {
  private final Path folder;
  private final Path accepted;
  private final Log log;

  ObservedSuite(Path captures, Path accepted, Log log) {
    this.folder = captures.resolve(Observation.FOLDER);
    this.accepted = accepted;
    this.log = log;
  }

  /** Tells it in the log, and returns what is not accepted of it, one line for each group. */
  List<String> tell() throws IOException {
    List<Path> captures = Observation.captures(folder);
    if (captures.isEmpty()) {
      log.warn(
          "TcpUnit observed no test: none of the JUnit Platform ran with tcpunit.observe, or there"
              + " was no way to capture, which the log of the tests says");
      return List.of();
    }
    Observation observation = new Observation();
    for (Path capture : captures) {
      observation.add(capture);
    }
    AcceptedGroups known = AcceptedGroups.read(accepted);
    observation.text(known).forEach(log::info);
    return observation.newGroups(known);
  }

  /** Removes what an earlier build has left. */
  static void forget(Path captures) throws IOException {
    Path folder = captures.resolve(Observation.FOLDER);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
