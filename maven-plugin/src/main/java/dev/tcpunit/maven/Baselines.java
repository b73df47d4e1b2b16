package dev.tcpunit.maven;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.internal.file.FilesBelow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The baselines of a module: those that are committed, and those that wait to be accepted.
 *
 * @param committed the folder of the former, which has one for each test class
 * @param output that of the latter
 */
record Baselines(Path committed, Path output) {

  /**
   * One baseline.
   *
   * @param testClass the folder's name
   * @param name without the ending
   */
  record Baseline(String testClass, String name) implements Comparable<Baseline> {
    /** As it is named on the command line where the name alone is that of several. */
    @Override
    public String toString() {
      return testClass + "/" + name;
    }

    boolean isCalled(String wanted) {
      return wanted.equals(name) || wanted.equals(toString());
    }

    private Path file(Path folder, String ending) {
      return folder.resolve(testClass).resolve(name + BaselineFiles.EXTENSION + ending);
    }

    @Override
    public int compareTo(Baseline other) {
      return toString().compareTo(other.toString());
    }
  }

  /** All that are committed. */
  List<Baseline> accepted() throws IOException {
    return in(committed, BaselineFiles.EXTENSION);
  }

  /** Those that a test has seen otherwise, or for the first time. */
  List<Baseline> waiting() throws IOException {
    return in(output, BaselineFiles.EXTENSION + BaselineFiles.PENDING);
  }

  /** Those that are committed, and that no test has asked for since the output was removed. */
  List<Baseline> notAskedFor() throws IOException {
    List<Baseline> rest = new ArrayList<>(accepted());
    rest.removeAll(in(output, BaselineFiles.EXTENSION + BaselineFiles.ASKED));
    return rest;
  }

  private static List<Baseline> in(Path folder, String ending) throws IOException {
    return FilesBelow.in(folder, 2, ending).stream()
        .map(file -> baseline(file, ending))
        .distinct()
        .sorted()
        .toList();
  }

  private static Baseline baseline(Path file, String ending) {
    String name = file.getFileName().toString();
    return new Baseline(
        file.getParent().getFileName().toString(),
        name.substring(0, name.length() - ending.length()));
  }

  Path file(Baseline baseline) {
    return baseline.file(committed, "");
  }

  Path waitingFile(Baseline baseline) {
    return baseline.file(output, BaselineFiles.PENDING);
  }

  /** The runs that were as recorded in it as it is now; empty if there is none. */
  Optional<Fingerprint> runs(Baseline baseline) throws IOException {
    Path file = BaselineFiles.runs(file(baseline), output.resolve(baseline.testClass()));
    return Files.exists(file)
        ? Optional.of(Fingerprint.parse(Files.readString(file)))
        : Optional.empty();
  }

  /** Puts what was seen in place of what was accepted before. */
  void accept(Baseline baseline) throws IOException {
    Files.createDirectories(file(baseline).getParent());
    Files.move(waitingFile(baseline), file(baseline), StandardCopyOption.REPLACE_EXISTING);
  }
}
