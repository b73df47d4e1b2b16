package dev.tcpunit.maven;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/**
 * A Surefire or Failsafe that is too old for JUnit 5 runs no test, and says nothing: Maven 3.8
 * takes such a Surefire where the POM names none.
 */
final class SurefireVersion {
  private static final ComparableVersion FIRST_WITH_JUNIT_5 = new ComparableVersion("2.22.0");

  private SurefireVersion() {}

  /** What to warn of: one for each that is too old. */
  static List<String> warnings(MavenProject project) {
    return Stream.of("maven-surefire-plugin", "maven-failsafe-plugin")
        .map(name -> project.getPlugin("org.apache.maven.plugins:" + name))
        .filter(Objects::nonNull)
        .filter(SurefireVersion::isTooOld)
        .map(
            plugin ->
                "%s %s runs no JUnit 5 test, and the build succeeds all the same. Set its version"
                        .formatted(plugin.getArtifactId(), plugin.getVersion())
                    + " in the POM to 3.0 or later")
        .toList();
  }

  private static boolean isTooOld(Plugin plugin) {
    return plugin.getVersion() != null
        && new ComparableVersion(plugin.getVersion()).compareTo(FIRST_WITH_JUNIT_5) < 0;
  }
}
