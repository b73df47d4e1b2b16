package dev.tcpunit.maven;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.BaselineMode;
import dev.tcpunit.internal.junit.ContinuousIntegration;
import dev.tcpunit.internal.rule.baseline.CaptureMatchesBaseline;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.maven.plugin.MojoFailureException;

/** Compares capture files with baselines of their names. */
final class CaptureBaselines {
  /** Stands where the baselines of tests have their class. */
  static final String FOLDER = "captures";

  private static final String CAPTURE = ".pcapng";

  private final List<String> names;
  private final BaselineFiles files;

  /**
   * Names the captures to compare.
   *
   * @param names of their files, with or without the ending
   * @param committed where the baselines of the module lie
   * @param output where those lie that wait to be accepted
   * @param mode what is written
   */
  CaptureBaselines(List<String> names, Path committed, Path output, BaselineMode mode) {
    this.names = names.stream().map(String::strip).map(CaptureBaselines::withoutEnding).toList();
    files = new BaselineFiles(committed, output, FOLDER, mode, ContinuousIntegration.isHere());
  }

  /** What is set, if anything is: a build server may have the variable and leave it blank. */
  static BaselineMode mode(String text) throws MojoFailureException {
    if (text == null || text.isBlank()) {
      return BaselineMode.AUTO;
    }
    try {
      return BaselineMode.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException(
          "tcpunit.baseline is '" + text + "', but must be auto, none, ratchet or update", e);
    }
  }

  private static String withoutEnding(String name) {
    return name.endsWith(CAPTURE) ? name.substring(0, name.length() - CAPTURE.length()) : name;
  }

  private static String name(Path capture) {
    return withoutEnding(capture.getFileName().toString());
  }

  /** The first name that is that of no capture, or of several. */
  Optional<String> complaint(List<Path> captures) {
    for (String name : names) {
      List<Path> called = captures.stream().filter(each -> name(each).equals(name)).toList();
      if (called.size() != 1) {
        String found =
            called.isEmpty()
                ? "no capture; there are " + new TreeSet<>(captures)
                : "several captures: " + called;
        return Optional.of("tcpunit.baselines: \"%s\" is the name of %s".formatted(name, found));
      }
    }
    return Optional.empty();
  }

  /** What comes of comparing one capture; empty if it is none of those to compare. */
  Optional<Verdict> judge(Path capture, Trace trace, Predicate<Connection> choice) {
    String name = name(capture);
    return names.contains(name)
        ? Optional.of(
            new CaptureMatchesBaseline(name, files)
                .judge(trace, trace.connections().stream().filter(choice).toList()))
        : Optional.empty();
  }
}
