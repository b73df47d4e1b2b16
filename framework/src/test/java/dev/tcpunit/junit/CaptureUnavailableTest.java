package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
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
