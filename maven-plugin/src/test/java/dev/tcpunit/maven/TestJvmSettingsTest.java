package dev.tcpunit.maven;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class TestJvmSettingsTest {
  private final MavenProject project = new MavenProject(new Model());
  private final Properties commandLine = new Properties();

  TestJvmSettingsTest() {
    project.setBuild(new Build());
  }

  @Test
  void should_accept_a_project_that_leaves_the_jvm_alone() throws Exception {
    configure("maven-surefire-plugin", "<forkCount>2</forkCount><reuseForks>false</reuseForks>");
    configure("maven-failsafe-plugin", "<jvm>${jvm}</jvm>");
    settings().refuseWhatBypassesTheLauncher();
  }

  @Test
  void should_refuse_a_jvm_on_the_command_line() {
    commandLine.setProperty("jvm", "/opt/jdk-21/bin/java");
    thenRefuses(
        """
        -Djvm=/opt/jdk-21/bin/java on the command line replaces the launcher of the private network, so that the tests would not run in it.
        Name the JDK by -Dtcpunit.javaHome=..., by toolchains or by JAVA_HOME instead, or leave that JVM outside, with -Dtcpunit.sandbox.scope=tests.\
        """);
  }

  @Test
  void should_refuse_a_jvm_in_an_execution_of_failsafe() throws Exception {
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(
        Xpp3DomBuilder.build(new StringReader("<configuration><jvm>java</jvm></configuration>")));
    configure("maven-failsafe-plugin", "").addExecution(execution);
    thenRefuses(
        """
        <jvm>java</jvm> of maven-failsafe-plugin replaces the launcher of the private network, so that the tests would not run in it.
        Name the JDK by <javaHome> of this goal, by toolchains or by JAVA_HOME instead, or leave that JVM outside, with -Dtcpunit.sandbox.scope=tests.\
        """);
  }

  @Test
  void should_also_set_a_property_that_a_pom_asks_for_and_nobody_defines() throws Exception {
    configure("maven-surefire-plugin", "<jvm>${commons.surefire.java}</jvm>");
    configure("maven-failsafe-plugin", "<jvm> ${it.java} </jvm>");
    settings().refuseWhatBypassesTheLauncher();
    then(settings().jvmProperties())
        .containsExactlyInAnyOrder("jvm", "commons.surefire.java", "it.java");
  }

  @Test
  void should_set_no_more_than_the_usual_property_where_a_pom_asks_for_none() throws Exception {
    configure("maven-surefire-plugin", "<jvm>${jvm}</jvm>");
    configure("maven-failsafe-plugin", "");
    then(settings().jvmProperties()).containsExactly("jvm");
  }

  @Test
  void should_refuse_a_property_that_another_plugin_has_set_meanwhile() throws Exception {
    configure("maven-surefire-plugin", "<jvm>${commons.surefire.java}</jvm>");
    project.getProperties().setProperty("commons.surefire.java", "/opt/jdk-21/bin/java");
    then(refusal()).hasMessageStartingWith("<jvm>${commons.surefire.java}</jvm> of maven-surefire");
  }

  @Test
  void should_refuse_a_path_of_which_a_property_is_only_a_part() throws Exception {
    configure("maven-surefire-plugin", "<jvm>${java21.home}/bin/java</jvm>");
    then(refusal()).hasMessageStartingWith("<jvm>${java21.home}/bin/java</jvm> of maven-surefire");
  }

  @Test
  void should_refuse_tests_within_maven_itself() throws Exception {
    configure("maven-surefire-plugin", "<forkCount>0</forkCount>");
    thenRefuses(
        """
        forkCount 0 has maven-surefire-plugin run the tests in Maven's own JVM, so that the tests would not run in it.
        Use forkCount 1 or more, or leave that JVM outside, with -Dtcpunit.sandbox.scope=tests.\
        """);
  }

  @Test
  void should_refuse_tests_within_maven_by_a_property() throws Exception {
    configure("maven-surefire-plugin", "");
    project.getProperties().setProperty("forkCount", "0");
    then(refusal()).hasMessageStartingWith("forkCount 0 has maven-surefire-plugin");
    commandLine.setProperty("forkCount", "1");
    settings().refuseWhatBypassesTheLauncher();
  }

  @Test
  void should_refuse_a_channel_over_the_network() throws Exception {
    configure(
        "maven-surefire-plugin",
        "<forkNode"
            + " implementation='org.apache.maven.plugin.surefire.extensions.SurefireForkNodeFactory'/>");
    thenRefuses(
        """
        <forkNode implementation="org.apache.maven.plugin.surefire.extensions.SurefireForkNodeFactory"> has maven-surefire-plugin talk to the tests' JVM over the network, so that the tests would not run in it.
        Remove <forkNode>: the default channel is a pipe, which reaches into a private network, or leave that JVM outside, with -Dtcpunit.sandbox.scope=tests.\
        """);
  }

  @Test
  void should_name_each_toolchain_that_is_asked_for_once() throws Exception {
    String version = "<jdkToolchain><version>21</version></jdkToolchain>";
    configure("maven-surefire-plugin", version);
    configure("maven-failsafe-plugin", version);
    then(settings().toolchainRequirements()).containsExactly(Map.of("version", "21"));
  }

  @Test
  void should_add_an_option_to_those_that_are_there() throws Exception {
    configure("maven-surefire-plugin", "<argLine>@{argLine} -Xmx64m</argLine>");
    configure("maven-failsafe-plugin", "");
    settings().addOption("-Da=1 2");
    then(project.getProperties()).containsEntry("argLine", "\"-Da=1 2\"");
    settings().addOption("-Db=3");
    then(project.getProperties()).containsEntry("argLine", "\"-Da=1 2\" \"-Db=3\"");
  }

  @Test
  void should_refuse_options_by_which_the_one_to_add_is_left_out() throws Exception {
    configure("maven-surefire-plugin", "<argLine>-Xmx64m</argLine>");
    then(catchThrowable(() -> settings().addOption("-Da=1")))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            """
            <argLine>-Xmx64m</argLine> of maven-surefire-plugin leaves out what the tests' JVM is to be told: -Da=1.
            Say it on the command line or in src/test/resources/junit-platform.properties, or begin an <argLine> of the POM with @{argLine}.\
            """);
    commandLine.setProperty("argLine", "-Xss1m");
    then(catchThrowable(() -> settings().addOption("-Da=1")))
        .hasMessageStartingWith("-DargLine=-Xss1m leaves out");
  }

  @Test
  void should_refuse_options_for_a_jvm_that_runs_already() throws Exception {
    configure("maven-surefire-plugin", "");
    project.getProperties().setProperty("forkCount", "0");
    then(catchThrowable(() -> settings().addOption("-Da=1")))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "forkCount 0 of maven-surefire-plugin leaves out what the tests' JVM is to be told:"
                + " -Da=1.");
  }

  @Test
  void should_know_where_reports_are_written() throws Exception {
    project.setFile(Path.of("/project/pom.xml").toFile());
    project.getBuild().setDirectory("/project/target");
    configure("maven-failsafe-plugin", "<reportsDirectory>reports</reportsDirectory>");
    then(settings().reportFolders())
        .containsExactly(
            Path.of("/project/target/surefire-reports"),
            Path.of("/project/target/failsafe-reports"),
            Path.of("/project/reports"));
  }

  private TestJvmSettings settings() {
    return new TestJvmSettings(project, commandLine);
  }

  private Plugin configure(String artifact, String configuration) throws Exception {
    Plugin plugin = new Plugin();
    plugin.setArtifactId(artifact);
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration>" + configuration + "</configuration>")));
    project.getBuild().addPlugin(plugin);
    return plugin;
  }

  private Throwable refusal() {
    return catchThrowable(() -> settings().refuseWhatBypassesTheLauncher());
  }

  private void thenRefuses(String message) {
    then(refusal()).isInstanceOf(MojoFailureException.class).hasMessage(message);
  }
}
