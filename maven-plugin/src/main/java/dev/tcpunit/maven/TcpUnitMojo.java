package dev.tcpunit.maven;

import dev.tcpunit.internal.junit.SettingNames;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals have in common. */
abstract class TcpUnitMojo extends AbstractMojo {
  /** Leaves out every goal of this plugin. */
  @Parameter(property = "tcpunit.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("TcpUnit is skipped (tcpunit.skip)");
      return;
    }
    refuseMistypedSettings();
    run();
  }

  boolean isSkipped() {
    return skip;
  }

  MavenSession session() {
    return session;
  }

  /** When Maven was called. */
  Instant buildStart() {
    return session.getRequest().getStartTime().toInstant();
  }

  /** Whether this build runs a lifecycle, with its tests, and not single goals alone. */
  boolean runsPhases() {
    return session.getGoals().stream().anyMatch(goal -> !goal.contains(":"));
  }

  /** From when on test JVMs are this build's; a goal that is called alone takes what is there. */
  Instant testsSince() {
    return runsPhases() ? buildStart() : Instant.EPOCH;
  }

  boolean testsAreSkipped() {
    return Stream.of("skipTests", "maven.test.skip")
        .map(session.getUserProperties()::getProperty)
        .anyMatch(value -> value != null && !value.equals("false"));
  }

  /**
   * Says which tests were skipped because there was no way to capture.
   *
   * @return whether there are any
   */
  boolean warnOfSkippedTests(File captures) throws IOException {
    Optional<String> warning = SkippedTests.in(captures.toPath(), testsSince()).warning();
    warning.ifPresent(getLog()::warn);
    return warning.isPresent();
  }

  /**
   * Says that this build should have run tests, and none ran.
   *
   * @return empty if one did, or none was to
   */
  Optional<String> noTestRan() throws IOException {
    MavenProject project = session.getCurrentProject();
    if (!runsPhases() || testsAreSkipped() || project.getPackaging().equals("pom")) {
      return Optional.empty();
    }
    TestJvmSettings settings = new TestJvmSettings(project, session.getUserProperties());
    return TestReports.noTestRan(project, settings.reportFolders(), buildStart());
  }

  private void refuseMistypedSettings() throws MojoFailureException {
    Optional<String> complaint =
        complaint(session.getUserProperties(), "on the command line")
            .or(
                () ->
                    complaint(
                        session.getCurrentProject().getProperties(), "a property of the POM"));
    if (complaint.isPresent()) {
      throw new MojoFailureException(complaint.get());
    }
  }

  private static Optional<String> complaint(Properties properties, String where) {
    return SettingNames.complaint(new TreeSet<>(properties.stringPropertyNames()), where);
  }

  abstract void run() throws MojoExecutionException, MojoFailureException;
}
