package dev.tcpunit.internal.junit;

import dev.tcpunit.junit.LossSweep;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test without a loss, then once for each packet that it may lose. */
final class LossSweepRuns implements TestTemplateInvocationContextProvider {
  private static final Namespace NAMESPACE = Namespace.create(LossSweepRuns.class);

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return isSwept(context);
  }

  static boolean isSwept(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), LossSweep.class);
  }

  /** JUnit asks for a run when the one before is over, so the first can say how many there are. */
  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    LossSweep annotation =
        AnnotationSupport.findAnnotation(context.getTestMethod(), LossSweep.class).orElseThrow();
    Sweep sweep = new Sweep(context, SweepPlan.of(annotation, context));
    context.getStore(NAMESPACE).put(Sweep.class, sweep);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(sweep, Spliterator.ORDERED), false);
  }
}
