package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {
  private static final Instant BUILD = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path captures;

  private void note(String file, Instant when, List<String> tests) throws IOException {
    Path path = Files.createDirectories(captures.resolve("skipped")).resolve(file);
    Files.write(path, tests);
    Files.setLastModifiedTime(path, FileTime.from(when));
  }

  @Test
  void should_say_nothing_where_none_was_skipped() throws Exception {
    then(SkippedTests.in(captures, BUILD).warning()).isEmpty();
    then(SkippedTests.in(captures.resolve("missing"), BUILD).warning()).isEmpty();
  }

  @Test
  void should_add_up_what_the_JVMs_of_this_build_have_noted() throws Exception {
    note("1-1.txt", BUILD, List.of("A.a"));
    note("2-1.txt", BUILD.plusSeconds(9), List.of("B.b", "B.c"));
    note("3-1.txt", BUILD.minusSeconds(1), List.of("Old.test"));

    then(SkippedTests.in(captures, BUILD).warning())
        .contains(
            "3 tests were skipped, not passed, for there was no way to capture"
                + " (tcpunit.unavailable): A.a, B.b, B.c");
  }

  @Test
  void should_count_those_that_are_too_many_to_name() throws Exception {
    note("1-1.txt", BUILD, IntStream.range(0, 12).mapToObj(i -> "T.t" + i).toList());

    then(SkippedTests.in(captures, BUILD).warning().orElseThrow())
        .startsWith("12 tests were skipped")
        .endsWith("T.t0, T.t1, T.t2, T.t3, T.t4 and 7 more");
  }
}
