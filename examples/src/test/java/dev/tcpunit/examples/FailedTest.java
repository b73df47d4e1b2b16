package dev.tcpunit.examples;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs a test that must fail. */
final class FailedTest {
  private FailedTest() {}

  /** What the one test said when it failed. */
  static String messageOf(MethodSelector test) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("tcpunit.report", "none")
            .selectors(test)
            .execute()
            .testEvents();
    TestExecutionResult result =
        tests.failed().stream()
            .findFirst()
            .orElseThrow(() -> new AssertionError(test.getMethodName() + " did not fail"))
            .getRequiredPayload(TestExecutionResult.class);
    return result.getThrowable().orElseThrow().getMessage();
  }
}
