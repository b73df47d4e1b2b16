package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFolderTest {
  @TempDir Path project;

  @ParameterizedTest
  @CsvSource({
    "pom.xml, target",
    "build.gradle, build",
    "build.gradle.kts, build",
    "shop.gradle.kts, build",
    "gradle.properties, ''",
    "build.xml, ''"
  })
  void should_be_that_of_the_build_tool(String file, String folder) throws Exception {
    Files.createFile(project.resolve(file));
    assertThat(OutputFolder.of("", project)).isEqualTo(project.resolve(folder));
  }

  @Test
  void should_be_that_of_Maven_where_there_are_both() throws Exception {
    Files.createFile(project.resolve("build.gradle"));
    Files.createFile(project.resolve("pom.xml"));
    assertThat(OutputFolder.of(" ", project)).isEqualTo(project.resolve("target"));
  }

  @Test
  void should_be_what_is_set_unless_that_is_new_each_time() throws Exception {
    Files.createFile(project.resolve("pom.xml"));
    assertThat(OutputFolder.of("out/reports", project)).isEqualTo(project.resolve("out/reports"));
    assertThat(OutputFolder.of("out/junit-{uniqueNumber}", project))
        .isEqualTo(project.resolve("target"));
  }

  @Test
  void should_name_a_relative_path_as_it_is() {
    assertThat(OutputFolder.of("", Path.of("")).isAbsolute()).isFalse();
  }
}
