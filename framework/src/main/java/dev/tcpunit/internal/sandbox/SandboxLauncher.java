package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the first way to a private network that works for this user on this machine, by trying each
 * for real, and writes the launcher that goes that way.
 */
public final class SandboxLauncher {
  /**
   * By which a launcher is told the option of a debugger that is not among its arguments, but in a
   * file that one of them names.
   */
  public static final String DEBUGGER_VARIABLE = "TCPUNIT_DEBUGGER";

  private final Programs programs;
  private final StrategyProbe probe;

  /** A launcher made with the programs that are on this user's PATH. */
  public SandboxLauncher() {
    this(Programs.onPath());
  }

  SandboxLauncher(Programs programs) {
    this.programs = programs;
    this.probe = new StrategyProbe(programs);
  }

  /**
   * Writes a launcher, if there is a way.
   *
   * @param request where to, for which JDK
   * @return the launcher, or the reasons why there is none
   * @throws IOException if a file cannot be written
   */
  public SandboxOutcome write(SandboxRequest request) throws IOException {
    SandboxOutcome found = find(request);
    if (found.strategy().isEmpty()) {
      return found;
    }
    StrategyAttempt working = found.attempts().get(found.attempts().size() - 1);
    new LauncherFiles(request, programs).write(working.strategy(), working.refusedSysctls());
    return new SandboxOutcome(Optional.of(request.launcher()), found.attempts());
  }

  /**
   * Tries the ways up to the first that works, and writes nothing.
   *
   * @param request for which JDK; its directory is not used
   * @return without a launcher
   */
  public SandboxOutcome find(SandboxRequest request) {
    List<StrategyAttempt> attempts = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      StrategyAttempt attempt = probe.attempt(strategy, request);
      attempts.add(attempt);
      if (attempt.works()) {
        break;
      }
    }
    return new SandboxOutcome(Optional.empty(), attempts);
  }

  /**
   * Tries every way, also those after the first that works.
   *
   * @param request for which JDK; its directory is not used
   * @return one attempt a strategy, in order
   */
  public List<StrategyAttempt> tryAll(SandboxRequest request) {
    List<StrategyAttempt> attempts = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      attempts.add(probe.attempt(strategy, request));
    }
    return attempts;
  }

  /**
   * Whether this operating system has network namespaces at all.
   *
   * @return true on Linux
   */
  static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
  }
}
