package dev.tcpunit.internal.extension;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** Gives each test its links. */
public final class LinkExtension implements TestCallbacks {
  private final TestCallbacks link = ExtensionService.get().link();

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    link.beforeAll(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    link.beforeEach(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    link.afterEach(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return link.supportsParameter(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return link.resolveParameter(parameter, context);
  }

  /** A constructor's parameter belongs to the test that the instance is made for. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }
}
