package dev.tcpunit.internal.junit;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.junit.TraceFile;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Reads the capture file that a parameter's annotation names. */
final class TraceFileParameter implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(TraceFile.class)
        && parameter.getParameter().getType() == Trace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String name = parameter.findAnnotation(TraceFile.class).orElseThrow().value();
    Class<?> test = context.getRequiredTestClass();
    try (InputStream in = open(name, test)) {
      return Traces.read(in, name, AnalysisOptions.EVERYTHING);
    } catch (IOException e) {
      throw new ParameterResolutionException("capture file " + name + " cannot be read: " + e, e);
    }
  }

  private static InputStream open(String name, Class<?> test) throws IOException {
    InputStream beside = test.getResourceAsStream(name);
    if (beside != null) {
      return beside;
    }
    InputStream atRoot = name.startsWith("/") ? null : test.getResourceAsStream("/" + name);
    if (atRoot != null) {
      return atRoot;
    }
    Path file = Path.of(name).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new ParameterResolutionException(
          "there is no capture \"%s\": no resource beside %s, none at the root of the class path,"
                  .formatted(name, test.getName())
              + " and no file "
              + file);
    }
    return Files.newInputStream(file);
  }
}
