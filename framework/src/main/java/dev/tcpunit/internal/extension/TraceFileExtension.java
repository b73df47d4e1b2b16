package dev.tcpunit.internal.extension;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a parameter the trace of a capture file. */
public final class TraceFileExtension implements ParameterResolver {
  private final ParameterResolver file = ExtensionService.get().traceFile();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return file.supportsParameter(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return file.resolveParameter(parameter, context);
  }
}
