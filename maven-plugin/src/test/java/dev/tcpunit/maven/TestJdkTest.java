package dev.tcpunit.maven;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import java.io.File;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class TestJdkTest {
  private final MavenProject project = new MavenProject(new Model());
  private final TestJdk jdk =
      new TestJdk(null, null, new TestJvmSettings(project, new Properties()));

  TestJdkTest() {
    project.setBuild(new Build());
  }

  @Test
  void should_be_the_one_that_is_named() throws Exception {
    String home = System.getProperty("java.home");
    then(jdk.home(new File(home))).isEqualTo(Path.of(home));
  }

  @Test
  void should_be_a_jdk() {
    then(catchThrowable(() -> jdk.home(new File("/no/such/jdk"))))
        .hasMessage("there is no bin/java in /no/such/jdk, named as the JDK");
  }

  @Test
  void should_be_one_for_surefire_and_failsafe() throws Exception {
    toolchain("maven-surefire-plugin", 17);
    toolchain("maven-failsafe-plugin", 25);
    then(catchThrowable(() -> jdk.home(null)))
        .hasMessage(
            "Surefire and Failsafe ask for different <jdkToolchain>s, [{version=17},"
                + " {version=25}], but one launcher serves both. Choose one, or"
                + " -Dtcpunit.sandbox=off.");
  }

  private void toolchain(String artifact, int version) throws Exception {
    Plugin plugin = new Plugin();
    plugin.setArtifactId(artifact);
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader(
                "<configuration><jdkToolchain><version>%d</version></jdkToolchain></configuration>"
                    .formatted(version))));
    project.getBuild().addPlugin(plugin);
  }
}
