package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.extension.CaptureCallbacks;
import dev.tcpunit.junit.TcpCapture;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** Captures around each test of one registered extension. */
final class TestCapture implements CaptureCallbacks {
  private final CaptureOverrides overrides;

  TestCapture(CaptureOverrides overrides) {
    this.overrides = overrides;
  }

  /** Makes the private network steady before what {@code BeforeAll} methods open in it. */
  @Override
  public void beforeAll(ExtensionContext context) {
    CaptureSessions.prepareNetwork(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    CaptureSessions.begin(context, overrides, this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    CaptureSessions.end(context, this);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TcpCapture.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return CaptureSessions.parameter(parameter, context, overrides, this);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    CaptureSessions.testBegins(context, this);
  }

  /** Adds to the failure what the wire saw, and throws it again. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    CaptureSessions.tellOfTest(failure, context, this);
    throw failure;
  }

  /** As for the test's method. */
  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    CaptureSessions.tell(failure, context, this);
    throw failure;
  }

  /** As for the test's method. */
  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    CaptureSessions.tell(failure, context, this);
    throw failure;
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext context)
      throws Throwable {
    CaptureSessions.dynamicTest(invocation, context);
  }
}
