package dev.tcpunit.internal.extension;

import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Makes what does the work of each extension. */
public interface ExtensionService {

  /** The only one there is, which lies in the same jar. */
  static ExtensionService get() {
    return Found.SERVICE;
  }

  CaptureCallbacks capture(CaptureAttributes attributes);

  /** The {@code TcpCapture} of a test, which this package does not know; empty without one. */
  Optional<Object> captureOf(ExtensionContext context);

  TestCallbacks link();

  TestTemplateInvocationContextProvider lossSweep();

  ParameterResolver traceFile();

  /** Looked up once in a JVM, when the first extension is made. */
  final class Found {
    private static final ExtensionService SERVICE =
        ServiceLoader.load(ExtensionService.class, ExtensionService.class.getClassLoader())
            .findFirst()
            .orElseThrow();

    private Found() {}
  }
}
