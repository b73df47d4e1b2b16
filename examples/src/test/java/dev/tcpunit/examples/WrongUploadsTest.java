package dev.tcpunit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Each wrong client is caught, in these words. Ports and times differ from run to run. */
class WrongUploadsTest {

  @Test
  void should_name_who_reset_the_connection() {
    assertThat(failureOf("closes_with_reset")).isEqualTo("");
  }

  @Test
  void should_say_that_nobody_closed() {
    assertThat(failureOf("never_closes")).isEqualTo("");
  }

  @Test
  void should_count_the_bytes_of_half_an_upload() {
    assertThat(failureOf("aborts_half_way")).isEqualTo("");
  }

  @Test
  void should_name_the_reset_that_unread_data_causes() {
    assertThat(failureOf("leaves_the_response_unread")).isEqualTo("");
  }

  private static String failureOf(String method) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectMethod(WrongUploads.class, method, dev.tcpunit.junit.TcpCapture.class))
            .execute()
            .testEvents();
    TestExecutionResult result =
        tests.failed().stream()
            .findFirst()
            .orElseThrow(() -> new AssertionError(method + " did not fail"))
            .getRequiredPayload(TestExecutionResult.class);
    return steady(result.getThrowable().orElseThrow().getMessage());
  }

  /** Puts the same text in place of what differs from run to run. */
  private static String steady(String message) {
    return message
        .replaceAll("127\\.0\\.0\\.1:\\d+ >", "127.0.0.1:CLIENT >")
        .replaceAll("> 127\\.0\\.0\\.1:\\d+", "> 127.0.0.1:SERVER")
        .replaceAll("\\d+\\.\\d{6}", "TIME");
  }
}
