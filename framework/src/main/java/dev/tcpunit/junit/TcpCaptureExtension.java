package dev.tcpunit.junit;

import dev.tcpunit.internal.junit.CaptureOverrides;
import dev.tcpunit.internal.junit.CaptureSessions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * What {@link CaptureTcp} registers; can be registered by a field instead, where the attributes are
 * known only when the test runs.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TcpCaptureExtension CAPTURE =
 *     TcpCaptureExtension.builder().interfaceName("any").payload(Payload.FULL).build();
 * }</pre>
 *
 * <p>One of the two, not both: a test that has two of them fails and says so.
 */
public final class TcpCaptureExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        InvocationInterceptor,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private final CaptureOverrides overrides;

  /** For JUnit, where {@link CaptureTcp} registers the extension. */
  public TcpCaptureExtension() {
    this(CaptureOverrides.NONE);
  }

  private TcpCaptureExtension(CaptureOverrides overrides) {
    this.overrides = overrides;
  }

  /**
   * Starts an extension whose attributes are all as configured.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
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

  /** A constructor's parameter belongs to the test that the instance is made for. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    CaptureSessions.testBegins(context, this);
    invocation.proceed();
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    CaptureSessions.testBegins(context, this);
    invocation.proceed();
  }

  /** Adds to the failure what the wire saw, and lets it go on. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    CaptureSessions.tell(failure, context, this);
    throw failure;
  }

  /** As for the test's method. */
  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleTestExecutionException(context, failure);
  }

  /** As for the test's method. */
  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleTestExecutionException(context, failure);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext context)
      throws Throwable {
    CaptureSessions.dynamicTest(invocation, context);
  }

  /** Collects the attributes; what is not set is as configured. */
  public static final class Builder {
    private String interfaceName = "";
    private Payload payload = Payload.AS_CONFIGURED;
    private List<Integer> ports = List.of();
    private WhenUnavailable unavailable = WhenUnavailable.AS_CONFIGURED;

    private Builder() {}

    /**
     * Sets the interface to capture on.
     *
     * @param name such as {@code eth0}, or {@code any} for all
     * @return this
     */
    public Builder interfaceName(String name) {
      interfaceName = name;
      return this;
    }

    /**
     * Sets how much of each segment is kept.
     *
     * @param mode headers, or the payload too
     * @return this
     */
    public Builder payload(Payload mode) {
      payload = mode;
      return this;
    }

    /**
     * Sets the server ports that belong to the tests.
     *
     * @param serverPorts connections to others are left out
     * @return this
     */
    public Builder ports(int... serverPorts) {
      ports = Arrays.stream(serverPorts).boxed().toList();
      return this;
    }

    /**
     * Sets what becomes of the tests where there is no way to capture.
     *
     * @param what skip or fail them
     * @return this
     */
    public Builder whenUnavailable(WhenUnavailable what) {
      unavailable = what;
      return this;
    }

    /**
     * Makes the extension.
     *
     * @return to be registered by a field with {@code RegisterExtension}
     */
    public TcpCaptureExtension build() {
      return new TcpCaptureExtension(
          new CaptureOverrides(interfaceName, payload, ports, unavailable));
    }
  }
}
