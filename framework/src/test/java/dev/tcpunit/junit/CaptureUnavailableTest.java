package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class CaptureUnavailableTest {
  private static final String TEXT =
      "cannot capture for dev.tcpunit.junit.CaptureUnavailableTest.WithoutEngine.never_runs:"
          + " nosuch on lo: there is no engine of that name."
          + " Set tcpunit.engine to one of these, or leave it out: ";

  @TempDir Path directory;

  @CaptureTcp
  static class WithoutEngine {
    static boolean ran;

    @Test
    void never_runs() {
      ran = true;
    }
  }

  @Test
  void should_fail_a_test_that_cannot_capture_with_what_was_tried_and_what_to_do() {
    var results = new Kit(directory).with("tcpunit.engine", "nosuch").run(WithoutEngine.class);

    assertThat(Kit.failures(results))
        .singleElement()
        .asString()
        .startsWith(TEXT)
        .endsWith("\n(tcpunit.unavailable=skip skips such tests instead)");
    assertThat(WithoutEngine.ran).isFalse();
  }

  @Test
  void should_skip_a_test_that_cannot_capture_if_told_so() {
    var results =
        new Kit(directory)
            .with("tcpunit.engine", "nosuch")
            .with("tcpunit.unavailable", "skip")
            .run(WithoutEngine.class);

    assertThat(results.testEvents().aborted().count()).isEqualTo(1);
    assertThat(Kit.failures(results)).isEmpty();
  }

  @CaptureTcp(whenUnavailable = WhenUnavailable.SKIP)
  static class EachAsItSays {
    @Test
    void is_skipped() {}

    @Test
    @CaptureTcp(whenUnavailable = WhenUnavailable.FAIL)
    void fails() {}

    @Test
    @CaptureTcp(whenUnavailable = WhenUnavailable.SKIP_ELSEWHERE)
    void fails_on_Linux() {}
  }

  @Test
  void should_skip_or_fail_as_the_nearest_annotation_says() {
    for (String setting : List.of("fail", "skip", "skip-elsewhere")) {
      var results =
          new Kit(directory)
              .with("tcpunit.engine", "nosuch")
              .with("tcpunit.unavailable", setting)
              .run(EachAsItSays.class);

      assertThat(results.testEvents().aborted().count()).as(setting).isEqualTo(1);
      assertThat(results.testEvents().failed().count()).as(setting).isEqualTo(2);
    }
  }

  @ImpairedLink(whenUnavailable = WhenUnavailable.SKIP)
  @CaptureTcp
  static class OnLink {
    @Test
    void is_skipped() {}
  }

  @Test
  void should_take_what_is_said_of_the_link_for_the_capture_on_it() {
    var results = new Kit(directory).with("tcpunit.engine", "nosuch").run(OnLink.class);

    assertThat(results.testEvents().aborted().count()).isEqualTo(1);
  }

  static class RegisteredToSkip {
    @RegisterExtension
    static final TcpCaptureExtension CAPTURE =
        TcpCaptureExtension.builder().whenUnavailable(WhenUnavailable.SKIP).build();

    @Test
    void is_skipped() {}
  }

  @Test
  void should_skip_as_a_registered_extension_says() {
    var results = new Kit(directory).with("tcpunit.engine", "nosuch").run(RegisteredToSkip.class);

    assertThat(results.testEvents().aborted().count()).isEqualTo(1);
  }

  @Test
  void should_fail_on_Linux_where_only_elsewhere_is_skipped() {
    var results =
        new Kit(directory)
            .with("tcpunit.engine", "nosuch")
            .with("tcpunit.unavailable", "skip-elsewhere")
            .run(WithoutEngine.class);

    assertThat(Kit.failures(results)).singleElement().asString().startsWith(TEXT);
  }

  @Test
  void should_say_at_the_end_how_many_were_skipped_and_why() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      new Kit(directory)
          .with("tcpunit.engine", "nosuch")
          .with("tcpunit.unavailable", "skip")
          .run(Three.class);
    } finally {
      System.setErr(before);
    }

    String first = Three.class.getName().replace('$', '.') + ".never_runs-1";
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith(
            "TcpUnit: 3 tests were skipped, not passed (tcpunit.unavailable): cannot capture for "
                + first
                + ": nosuch on lo: ")
        .hasLineCount(1);
    assertThat(skipped())
        .containsExactly(first, first.replace("-1", "-2"), first.replace("-1", "-3"));
  }

  private List<String> skipped() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("skipped"))) {
      return Files.readAllLines(files.findFirst().orElseThrow());
    }
  }

  @CaptureTcp
  static class Three {
    @RepeatedTest(3)
    void never_runs() {}
  }

  @Test
  void should_say_the_reason_once_and_then_where_it_was_said() {
    var results = new Kit(directory).with("tcpunit.engine", "nosuch").run(Three.class);

    List<String> failures = Kit.failures(results);
    String first = Three.class.getName().replace('$', '.') + ".never_runs-1";
    assertThat(failures).hasSize(3);
    assertThat(failures.get(0)).contains("never_runs-1: nosuch on lo: there is no engine");
    assertThat(failures.subList(1, 3))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .doesNotContain("there is no engine")
                    .contains(
                        ": nosuch on lo could not start. Why, and what to do, is told at "
                            + first
                            + "\n"));
    assertThat(stackTraces(results).split("Set tcpunit.engine to one of these", -1)).hasSize(2);
  }

  private static String stackTraces(EngineExecutionResults results) {
    StringWriter text = new StringWriter();
    results
        .testEvents()
        .failed()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .forEach(
            result -> result.getThrowable().orElseThrow().printStackTrace(new PrintWriter(text)));
    return text.toString();
  }
}
