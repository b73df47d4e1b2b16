package dev.tcpunit.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.project.MavenProject;

/**
 * What the tests of a module are told by the command line, or else by the file in which JUnit looks
 * for its settings. What a POM gives Surefire alone is not seen.
 */
final class TestSetting {
  private static final String FILE = "junit-platform.properties";

  private final Properties commandLine;
  private final Path testClasses;

  TestSetting(MavenProject project, Properties commandLine) {
    this.commandLine = commandLine;
    this.testClasses = Path.of(project.getBuild().getTestOutputDirectory());
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(commandLine.getProperty(name))
        .or(() -> Optional.ofNullable(ofFile().getProperty(name)))
        .map(String::strip);
  }

  private Properties ofFile() {
    Properties properties = new Properties();
    Path file = testClasses.resolve(FILE);
    if (Files.isReadable(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        properties.clear(); // JUnit reads it too, and says what is wrong with it
      }
    }
    return properties;
  }
}
