package dev.tcpunit.maven;

import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/**
 * A Surefire that is too old for JUnit 5 runs no test, and says nothing: Maven 3.8 takes such a one
 * where the POM names none.
 */
final class SurefireVersion {
  private static final String SUREFIRE = "org.apache.maven.plugins:maven-surefire-plugin";
  private static final ComparableVersion FIRST_WITH_JUNIT_5 = new ComparableVersion("2.22.0");

  private SurefireVersion() {}

  /** What to warn of, if it is too old. */
  static Optional<String> warning(MavenProject project) {
    return Optional.ofNullable(project.getPlugin(SUREFIRE))
        .map(Plugin::getVersion)
        .filter(version -> new ComparableVersion(version).compareTo(FIRST_WITH_JUNIT_5) < 0)
        .map(
            version ->
                "maven-surefire-plugin "
                    + version
                    + " runs no JUnit 5 test, and the build succeeds all the same."
                    + " Set its version in the POM to 3.0 or later");
  }
}
