package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.trace.Connection;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** AssertJ's extension hands them to a test, and asserts all at its end. */
class InjectedSoftAssertionsTest {
  private static final Connection OPEN = Uploads.watchedUntil(5000, Uploads.OPENED);

  @ExtendWith(SoftAssertionsExtension.class)
  static class Parameter {
    @Test
    void judges(SoftTcpAssertions softly) {
      softly.assertThat(OPEN).hasCleanFin().client(c -> c.hasByteCount(1).hasByteCount(2));
    }
  }

  @ExtendWith(SoftAssertionsExtension.class)
  static class Field {
    @InjectSoftAssertions SoftTcpAssertions softly;

    @Test
    void judges() {
      softly
          .assertThat(OPEN.trace())
          .connection(c -> c.hasCleanFin().client(f -> f.hasByteCount(1)));
    }
  }

  @Test
  void should_collect_in_a_parameter() {
    assertThat(failure(Parameter.class)).contains("(3 failures)");
  }

  @Test
  void should_collect_in_a_field() {
    assertThat(failure(Field.class)).contains("(2 failures)");
  }

  private static String failure(Class<?> type) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getMessage())
        .findFirst()
        .orElse("none");
  }
}
