package dev.tcpunit.junit;

import dev.tcpunit.internal.extension.CaptureAttributes;
import dev.tcpunit.internal.extension.CaptureCallbacks;
import dev.tcpunit.internal.extension.ExtensionService;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
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
        BeforeTestExecutionCallback,
        AfterEachCallback,
        ParameterResolver,
        InvocationInterceptor,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private final CaptureCallbacks capture;

  /** For JUnit, where {@link CaptureTcp} registers the extension. */
  public TcpCaptureExtension() {
    this(builder());
  }

  private TcpCaptureExtension(Builder built) {
    CaptureAttributes attributes =
        new CaptureAttributes(
            built.interfaceName, built.payload, built.ports, built.unavailable, built.leaks);
    capture = ExtensionService.get().capture(attributes);
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
  public void beforeAll(ExtensionContext context) throws Exception {
    capture.beforeAll(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    capture.beforeEach(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    capture.afterEach(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return capture.supportsParameter(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return capture.resolveParameter(parameter, context);
  }

  /** A constructor's parameter belongs to the test that the instance is made for. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** From here on counts the limit of a {@code Timeout}. */
  @Override
  public void beforeTestExecution(ExtensionContext context) throws Exception {
    capture.beforeTestExecution(context);
  }

  /** Adds to the failure what the wire saw, and lets it go on. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    capture.handleTestExecutionException(context, failure);
  }

  /** As for the test's method. */
  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    capture.handleBeforeEachMethodExecutionException(context, failure);
  }

  /** As for the test's method. */
  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    capture.handleAfterEachMethodExecutionException(context, failure);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext context)
      throws Throwable {
    capture.interceptDynamicTest(invocation, invocationContext, context);
  }

  /** Collects the attributes; what is not set is as configured. */
  public static final class Builder {
    private String interfaceName = "";
    private Payload payload = Payload.AS_CONFIGURED;
    private List<Integer> ports = List.of();
    private WhenUnavailable unavailable = WhenUnavailable.AS_CONFIGURED;
    private Leaks leaks = Leaks.AS_CONFIGURED;

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
     * Sets what becomes of the tests that leave connections open.
     *
     * @param what ignore them, or fail the tests
     * @return this
     */
    public Builder leaks(Leaks what) {
      leaks = what;
      return this;
    }

    /**
     * Makes the extension.
     *
     * @return to be registered by a field with {@code RegisterExtension}
     */
    public TcpCaptureExtension build() {
      return new TcpCaptureExtension(this);
    }
  }
}
