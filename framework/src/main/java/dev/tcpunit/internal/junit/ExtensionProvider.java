package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.extension.CaptureAttributes;
import dev.tcpunit.internal.extension.CaptureCallbacks;
import dev.tcpunit.internal.extension.ExtensionService;
import dev.tcpunit.internal.extension.TestCallbacks;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** What the extensions that annotations name find behind them. */
public final class ExtensionProvider implements ExtensionService {
  @Override
  public CaptureCallbacks capture(CaptureAttributes attributes) {
    return new TestCapture(CaptureOverrides.of(attributes));
  }

  @Override
  public TestCallbacks link() {
    return new TestLinks();
  }

  @Override
  public TestTemplateInvocationContextProvider lossSweep() {
    return new LossSweepRuns();
  }

  @Override
  public ParameterResolver traceFile() {
    return new TraceFileParameter();
  }
}
