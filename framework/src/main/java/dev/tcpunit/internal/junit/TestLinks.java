package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.extension.TestCallbacks;
import dev.tcpunit.lab.Link;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Opens the links of each test, hands them to its parameters, and judges their faults after it. */
final class TestLinks implements TestCallbacks {
  @Override
  public void beforeAll(ExtensionContext context) {
    CaptureSessions.prepareNetwork(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    LinkSessions.ofTest(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    LinkSessions.judge(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Link.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a Link is one test's: take it as a parameter of the test, of @BeforeEach or @AfterEach,"
              + " or of the constructor of a class with one instance for each test; not of "
              + parameter.getDeclaringExecutable());
    }
    return LinkSessions.parameter(parameter, context);
  }
}
