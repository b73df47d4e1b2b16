package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.extension.CaptureAttributes;
import dev.tcpunit.internal.extension.CaptureCallbacks;
import dev.tcpunit.internal.extension.ExtensionService;
import dev.tcpunit.internal.extension.TestCallbacks;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** What the extensions that annotations name find behind them. */
public final class ExtensionProvider implements ExtensionService {
  @Override
  public CaptureCallbacks capture(CaptureAttributes attributes) {
    return new TestCapture(CaptureOverrides.of(attributes));
  }

  @Override
  public Optional<Object> captureOf(ExtensionContext context) {
    return CaptureSessions.queriesOf(context).map(Object.class::cast);
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
