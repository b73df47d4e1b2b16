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
    then(SurefireVersion.warnings(project("surefire", version)).size()).isEqualTo(warns ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"surefire, 2.12.4", "failsafe, 2.20", "surefire, 2.21.0"})
  void should_name_it_and_say_what_to_set(String name, String version) {
    then(SurefireVersion.warnings(project(name, version)))
        .containsExactly(
            "maven-%s-plugin %s runs no JUnit 5 test, and the build succeeds all the same. Set its"
                    .formatted(name, version)
                + " version in the POM to 3.0 or later");
  }

  private static MavenProject project(String name, String version) {
    Plugin plugin = new Plugin();
    plugin.setGroupId("org.apache.maven.plugins");
    plugin.setArtifactId("maven-" + name + "-plugin");
    plugin.setVersion(version);
    Model model = new Model();
    model.setBuild(new Build());
    model.getBuild().addPlugin(plugin);
    return new MavenProject(model);
  }
}
