package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurefireVersionTest {
  @ParameterizedTest
  @CsvSource({"2.12.4, true", "2.21.0, true", "2.22.2, false", "3.0.0-M5, false", "3.6.1, false"})
  void should_warn_of_versions_that_run_no_JUnit_5_test(String version, boolean warns) {
    then(SurefireVersion.warning(project(version)).isPresent()).isEqualTo(warns);
  }

  @ParameterizedTest
  @CsvSource({"2.12.4"})
  void should_say_what_to_set(String version) {
    then(SurefireVersion.warning(project(version)).orElseThrow())
        .contains("maven-surefire-plugin 2.12.4 runs no JUnit 5 test", "to 3.0 or later");
  }

  private static MavenProject project(String version) {
    Plugin surefire = new Plugin();
    surefire.setGroupId("org.apache.maven.plugins");
    surefire.setArtifactId("maven-surefire-plugin");
    surefire.setVersion(version);
    Model model = new Model();
    model.setBuild(new Build());
    model.getBuild().addPlugin(surefire);
    return new MavenProject(model);
  }
}
