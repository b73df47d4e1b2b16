package dev.tcpunit.internal.extension;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a test once for each packet that it may lose. */
public final class LossSweepExtension implements TestTemplateInvocationContextProvider {
  private final TestTemplateInvocationContextProvider sweep = ExtensionService.get().lossSweep();

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return sweep.supportsTestTemplate(context);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return sweep.provideTestTemplateInvocationContexts(context);
  }
}
