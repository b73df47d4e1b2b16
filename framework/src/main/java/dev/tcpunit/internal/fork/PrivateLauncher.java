package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.door.Doors;
import dev.tcpunit.internal.sandbox.SandboxLauncher;
import dev.tcpunit.internal.sandbox.SandboxOutcome;
import dev.tcpunit.internal.sandbox.SandboxRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Finds once in this JVM whether there is a way to a private network, and keeps the launcher. */
final class PrivateLauncher {
  private static final Logger LOG = Logger.getLogger(PrivateLauncher.class.getName());
  private static final Map<Network, SandboxOutcome> FOUND = new HashMap<>();

  /** What a private network is to be like. */
  private record Network(Map<String, String> sysctls, Doors doors) {}

  private PrivateLauncher() {}

  /**
   * The launcher, with what was tried to get there.
   *
   * @param sysctls kernel settings inside
   * @param doors ports that are let through its wall
   */
  static synchronized SandboxOutcome with(Map<String, String> sysctls, Doors doors) {
    return FOUND.computeIfAbsent(new Network(sysctls, doors), PrivateLauncher::write);
  }

  private static SandboxOutcome write(Network wanted) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tcpunit-fork");
      Path javaHome = Path.of(System.getProperty("java.home"));
      SandboxOutcome outcome =
          new SandboxLauncher()
              .write(new SandboxRequest(folder, javaHome, wanted.sysctls(), true, wanted.doors()));
      Path made = folder;
      Children.afterwards(() -> delete(made));
      return outcome;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "No test is forked: no launcher can be written in " + folder, e);
      return new SandboxOutcome(Optional.empty(), List.of());
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // The system clears its temporary folder.
      LOG.log(Level.FINE, folder + " is left", e);
    }
  }
}
