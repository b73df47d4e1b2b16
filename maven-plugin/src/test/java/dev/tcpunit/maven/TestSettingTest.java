package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSettingTest {
  @TempDir Path testClasses;
  private final Properties commandLine = new Properties();

  private Optional<String> value() {
    MavenProject project = new MavenProject(new Model());
    project.setBuild(new Build());
    project.getBuild().setTestOutputDirectory(testClasses.toString());
    return new TestSetting(project, commandLine).value("tcpunit.fork");
  }

  private void write(String text) throws Exception {
    Files.writeString(testClasses.resolve("junit-platform.properties"), text);
  }

  @Test
  void should_find_none_where_nobody_says_it() throws Exception {
    then(value()).isEmpty();
    write("tcpunit.payload=full\n");
    then(value()).isEmpty();
  }

  @Test
  void should_find_what_the_file_of_the_tests_says() throws Exception {
    write("# never fork\ntcpunit.fork = never \n");
    then(value()).contains("never");
  }

  @Test
  void should_take_the_command_line_before_the_file() throws Exception {
    write("tcpunit.fork=never\n");
    commandLine.setProperty("tcpunit.fork", "auto");
    then(value()).contains("auto");
  }

  @Test
  void should_leave_it_to_JUnit_to_complain_of_its_file() throws Exception {
    write("tcpunit.fork=\\u00zz\n");
    then(value()).isEmpty();
  }
}
