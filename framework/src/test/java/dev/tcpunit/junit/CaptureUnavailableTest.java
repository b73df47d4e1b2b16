package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
