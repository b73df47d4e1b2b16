package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MistypedSettingTest {
  private static final String MISTYPED = "tcpunit.artefacts";

  @TempDir Path directory;

  @CaptureTcp
  static class Captured {
    @Test
    void never_runs() {}
  }

  @BeforeEach
  void mistype() {
    System.setProperty(MISTYPED, "always");
  }

  @AfterEach
  void take_back() {
    System.clearProperty(MISTYPED);
  }

  @Test
  void should_fail_a_test_naming_the_setting_that_was_meant() {
    assertThat(Kit.failures(new Kit(directory).run(Captured.class)))
        .singleElement()
        .asString()
        .isEqualTo(
            "there is no setting tcpunit.artefacts (a system property);"
                + " did you mean tcpunit.artifacts?");
  }
}
