package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.rule.baseline.TraceMatchesBaseline;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Difference;
import dev.tcpunit.internal.verdict.VerdictListeners;
import dev.tcpunit.junit.TcpBaseline;
import dev.tcpunit.junit.TcpCapture;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/**
 * The baseline that a test is compared with at its end, because an annotation says so.
 *
 * @param name the baseline's name
 */
record AnnotatedBaseline(String name) {

  static Optional<AnnotatedBaseline> of(ExtensionContext context, TestName test) {
    Optional<TcpBaseline> onMethod =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), TcpBaseline.class);
    if (onMethod.isPresent()) {
      String name = onMethod.get().value();
      return Optional.of(new AnnotatedBaseline(name.isEmpty() ? test.file() : name));
    }
    return onClass(context.getParent()).map(annotation -> new AnnotatedBaseline(test.file()));
  }

  private static Optional<TcpBaseline> onClass(Optional<ExtensionContext> context) {
    Optional<TcpBaseline> here =
        context
            .flatMap(ExtensionContext::getTestClass)
            .flatMap(type -> AnnotationSupport.findAnnotation(type, TcpBaseline.class));
    if (here.isPresent() && !here.get().value().isEmpty()) {
      throw new ExtensionConfigurationException(
          "%s on a class: each of its tests has a baseline of its own, named after its method"
              .formatted(here.get()));
    }
    return here.isPresent() || context.isEmpty() ? here : onClass(context.get().getParent());
  }

  /** Asks the assertion, and hands back how it fails. */
  Optional<AssertionError> judge(TcpCapture capture) {
    try {
      Verdict verdict = new TraceMatchesBaseline(name, Optional.empty()).judge(capture.trace());
      VerdictListeners.tell(verdict);
      return verdict.holds() ? Optional.empty() : Optional.of(failure(verdict));
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  private static AssertionError failure(Verdict verdict) {
    Optional<Difference> values = verdict.difference();
    return values.isPresent()
        ? new AssertionFailedError(
            verdict.message(), values.get().expected(), values.get().actual())
        : new AssertionError(verdict.message());
  }
}
