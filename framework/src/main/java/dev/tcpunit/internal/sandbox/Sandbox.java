package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the first way to a private network that works for this user on this machine, by trying each
 * for real, and writes the launcher that goes that way.
 */
public final class Sandbox {
  private final Programs programs;
  private final StrategyProbe probe;

  /** A sandbox made with the programs that are on this user's PATH. */
  public Sandbox() {
    this(Programs.onPath());
  }

  Sandbox(Programs programs) {
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
    List<Attempt> attempts = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      StrategyProbe.Result result = probe.attempt(strategy, request);
      attempts.add(result.attempt());
      if (result.attempt().works()) {
        new LauncherFiles(request, programs).write(strategy, result.refused());
        return new SandboxOutcome(
            Optional.of(request.launcher()), attempts, sentences(result.refused()));
      }
    }
    return new SandboxOutcome(Optional.empty(), attempts, List.of());
  }

  /** The JVM itself tries to get the congestion control by other means, and says what it got. */
  private static List<String> sentences(Map<String, String> refused) {
    return refused.entrySet().stream()
        .filter(sysctl -> !sysctl.getKey().equals(CongestionControl.SYSCTL))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Tries every way, also those after the first that works.
   *
   * @param request for which JDK; its directory is not used
   * @return one attempt a strategy, in order
   */
  public List<Attempt> tryAll(SandboxRequest request) {
    List<Attempt> attempts = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      attempts.add(probe.attempt(strategy, request).attempt());
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
