package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final MavenProject project = new MavenProject(new Model());

  @TempDir Path folder;

  @BeforeEach
  void setUp() {
    project.setBuild(new Build());
  }

  @Test
  void should_say_that_no_test_ran_where_there_is_no_report() throws Exception {
    Path missing = folder.resolve("missing");
    then(TestReports.noTestRan(project, List.of(missing, folder), START))
        .contains("no test ran: there is no report of one in " + missing + " and " + folder);
  }

  @Test
  void should_count_neither_skipped_tests_nor_those_of_an_earlier_build() throws Exception {
    write("TEST-a.xml", 3, 3, START.plusSeconds(1));
    write("TEST-b.xml", 3, 0, START.minusSeconds(1));
    write("other.xml", 3, 0, START.plusSeconds(1));
    then(TestReports.noTestRan(project, List.of(folder), START)).isPresent();
  }

  @Test
  void should_find_one_that_ran() throws Exception {
    write("TEST-a.xml", 0, 0, START.plusSeconds(1));
    write("TEST-b.xml", 2, 1, START.plusSeconds(1));
    then(TestReports.noTestRan(project, List.of(folder), START)).isEmpty();
  }

  private void write(String name, int tests, int skipped, Instant time) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve(name),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- As Surefire writes it. -->
            <testsuite name="a > b" tests="%d" errors="0" skipped="%d" failures="0"><properties/></testsuite>
            """
                .formatted(tests, skipped));
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
