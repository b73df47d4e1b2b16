package dev.tcpunit.maven;

import com.sun.jna.Native;
import dev.tcpunit.trace.Trace;
import java.io.File;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** Puts the observer on the class path of tests whose POM does not. */
final class ObserverClassPath {
  /** By which Surefire and Failsafe learn of it. */
  private static final String PROPERTY = "maven.test.additionalClasspath";

  private static final String ELEMENT = "additionalClasspathElements";

  private final MavenProject project;
  private final Properties commandLine;

  ObserverClassPath(MavenProject project, Properties commandLine) {
    this.project = project;
    this.commandLine = commandLine;
  }

  /** What runs without the JUnit Platform has no listeners that could observe it. */
  Optional<String> warning() {
    boolean platform =
        project.getDependencies().stream().anyMatch(d -> d.getGroupId().startsWith("org.junit."));
    return has("junit", "junit") && !platform
        ? Optional.of(
            "JUnit 4 alone cannot be observed, which takes the JUnit Platform: add"
                + " org.junit.vintage:junit-vintage-engine to the tests' dependencies")
        : Optional.empty();
  }

  /** Adds the observer, unless the tests have TcpUnit. */
  void extend() throws MojoExecutionException, MojoFailureException {
    if (has("dev.tcpunit", "tcpunit")) {
      return;
    }
    String jars = jar(Trace.class) + "," + jar(Native.class);
    boolean said = commandLine.containsKey(PROPERTY);
    if (said || new TestJvmSettings(project, commandLine).has(ELEMENT)) {
      throw new MojoFailureException(
          "The tests' class path is extended already, by "
              + (said ? "-D" + PROPERTY : "<" + ELEMENT + ">")
              + ", which leaves no room for the observer.\nAdd these to it, or the dependency"
              + " dev.tcpunit:tcpunit to the tests: "
              + jars);
    }
    project.getProperties().setProperty(PROPERTY, jars);
  }

  private boolean has(String groupId, String artifactId) {
    return project.getDependencies().stream()
        .anyMatch(d -> d.getGroupId().equals(groupId) && d.getArtifactId().equals(artifactId));
  }

  private static String jar(Class<?> type) throws MojoExecutionException {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
    } catch (URISyntaxException e) {
      throw new MojoExecutionException("cannot find the jar of " + type.getName(), e);
    }
  }
}
