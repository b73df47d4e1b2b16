package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.verdict.NearestName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every setting that users may make, of tests and of the Maven plugin; tells a mistyped one. */
public final class SettingNames {
  private static final String PREFIX = "tcpunit.";

  private static final Set<String> KNOWN =
      Set.of(
          "accepted",
          "artifacts",
          "baseline",
          "baselineDirectory",
          "baselines",
          "bufferSize",
          "captureFile",
          "captures",
          "className",
          "command",
          "digest",
          "directory",
          "earlierCaptures",
          "engine",
          "expose",
          "failOnInconclusive",
          "failOnNewFindings",
          "failOnViolation",
          "file",
          "files",
          "fork",
          "fork.paths",
          "fork.runner",
          "format",
          "forward",
          "html",
          "interface",
          "javaHome",
          "leaks",
          "limit",
          "observe",
          "outputFile",
          "payload",
          "ports",
          "report",
          "reportFile",
          "results",
          "rules",
          "sandbox",
          "sandbox.scope",
          "segments",
          "settleTimeout",
          "skip",
          "steering",
          "story",
          "sweep.shard",
          "sysctls",
          "tls.keylog",
          "unavailable");

  private SettingNames() {}

  /** All of them, by their full names. */
  public static Set<String> known() {
    return KNOWN.stream().map(PREFIX::concat).collect(Collectors.toSet());
  }

  /** Whether there is a setting of this name. */
  public static boolean isKnown(String name) {
    return name.startsWith(PREFIX) && KNOWN.contains(name.substring(PREFIX.length()));
  }

  /**
   * The setting that was meant by a name that is none; empty where none is near, because a project
   * may have properties of its own, such as {@code tcpunit.version}.
   */
  public static Optional<String> meantBy(String name) {
    if (isKnown(name) || !name.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
      return Optional.empty();
    }
    return NearestName.to(name.substring(PREFIX.length()), KNOWN).map(PREFIX::concat);
  }

  /** The complaint about the first mistyped name, if there is one. */
  public static Optional<String> complaint(Iterable<String> names, String where) {
    for (String name : names) {
      Optional<String> meant = meantBy(name);
      if (meant.isPresent()) {
        return Optional.of(
            "there is no setting %s (%s); did you mean %s?".formatted(name, where, meant.get()));
      }
    }
    return Optional.empty();
  }
}
