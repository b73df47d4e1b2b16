package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Writes a launcher from the command line, for builds that cannot use the Maven plugin: the plugin
 * itself rests on this module.
 */
public final class LauncherMain {
  private LauncherMain() {}

  /**
   * Writes {@code bin/java} to a folder: into a private network if there is a way, else a plain
   * one.
   *
   * @param args the folder; then, if not the defaults alone, kernel settings as {@link
   *     Sysctls#parse} reads them
   * @throws IOException if it cannot be written
   */
  public static void main(String[] args) throws IOException {
    SandboxRequest request =
        new SandboxRequest(
            Path.of(args[0]),
            Path.of(System.getProperty("java.home")),
            Sysctls.parse(args.length > 1 ? args[1] : null));
    PrintWriter log = new PrintWriter(System.out, true);
    SandboxOutcome outcome = new SandboxLauncher().write(request);
    if (outcome.launcher().isEmpty()) {
      new LauncherFiles(request, Programs.onPath()).writePlain();
      log.println("No private network for the tests, they run in the host's:");
      outcome.attempts().forEach(attempt -> log.println("  " + attempt));
    }
    outcome.strategy().ifPresent(by -> log.println("Private network by " + by.description()));
    outcome.refusedSysctls().forEach(log::println);
  }
}
