package dev.tcpunit.internal.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a build keeps what it makes, by the rule of JUnit's own reports. */
public final class OutputFolder {
  /** JUnit's setting for it (see its user guide, on configuring reporting). */
  public static final String SETTING = "junit.platform.reporting.output.dir";

  private OutputFolder() {}

  /**
   * Finds it.
   *
   * @param set what the setting says; a name that has a number in it, new with each launch, is not
   *     this one's to make
   * @param project the working directory
   */
  public static Path of(String set, Path project) {
    if (!set.isBlank() && !set.contains("{")) {
      return project.resolve(set);
    }
    if (Files.exists(project.resolve("pom.xml"))) {
      return project.resolve("target");
    }
    return isOfGradle(project) ? project.resolve("build") : project;
  }

  private static boolean isOfGradle(Path project) {
    try (Stream<Path> files = Files.list(project.toAbsolutePath())) {
      return files.anyMatch(file -> file.toString().matches(".*\\.gradle(\\.kts)?"));
    } catch (IOException e) {
      return false;
    }
  }
}
