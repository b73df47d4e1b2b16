package dev.tcpunit.internal.junit;

import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.LossSweep;
import dev.tcpunit.junit.WhenUnavailable;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.LinkBuilder;
import dev.tcpunit.lab.LinkException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;

/** The links of each test: opened when first asked for, closed by JUnit's store. */
final class LinkSessions {
  private static final Namespace NAMESPACE = Namespace.create(LinkSessions.class);

  private LinkSessions() {}

  /**
   * The test's link: by its method, its classes or its first annotated parameter, in this order.
   */
  static Optional<Link> ofTest(ExtensionContext context) {
    Optional<ImpairedLink> nearest = annotated(Optional.of(context));
    if (nearest.isPresent()) {
      return Optional.of(links(context).link("test", () -> open(context, nearest.get())));
    }
    Optional<Parameter> parameter = annotatedParameters(context).stream().findFirst();
    if (parameter.isPresent()) {
      return parameter.map(p -> ofParameter(p, context));
    }
    return LossSweepRuns.isSwept(context)
        ? Optional.of(links(context).link("test", () -> openUnimpaired(context)))
        : Optional.empty();
  }

  private static Optional<ImpairedLink> annotated(Optional<ExtensionContext> context) {
    if (context.isEmpty()) {
      return Optional.empty();
    }
    Optional<AnnotatedElement> element = context.get().getElement();
    return AnnotationSupport.findAnnotation(element, ImpairedLink.class)
        .or(() -> annotated(context.get().getParent()));
  }

  /** Whether the test's link loses packets by chance. */
  static boolean isLossy(ExtensionContext context) {
    return annotated(Optional.of(context)).filter(annotation -> annotation.loss() > 0).isPresent();
  }

  private static List<Parameter> annotatedParameters(ExtensionContext context) {
    return context.getTestMethod().stream()
        .flatMap(method -> Arrays.stream(method.getParameters()))
        .filter(p -> p.getType() == Link.class)
        .filter(p -> AnnotationSupport.isAnnotated(p, ImpairedLink.class))
        .toList();
  }

  /** The link that a parameter asks for: its own if it is annotated, else the test's. */
  static Link parameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.isAnnotated(ImpairedLink.class)) {
      return ofParameter(parameter.getParameter(), context);
    }
    return ofTest(context)
        .orElseThrow(
            () ->
                new ParameterResolutionException(
                    "nothing says what kind of link it is: annotate the parameter, the test or its"
                        + " class with @ImpairedLink"));
  }

  private static Link ofParameter(Parameter parameter, ExtensionContext context) {
    ImpairedLink annotation =
        AnnotationSupport.findAnnotation(parameter, ImpairedLink.class).orElseThrow();
    return links(context).link(parameter, () -> open(context, annotation));
  }

  private static Link open(ExtensionContext context, ImpairedLink annotation) {
    try {
      return open(context, builder(annotation), annotation.whenUnavailable());
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(annotation + ": " + e.getMessage(), e);
    }
  }

  private static Link openUnimpaired(ExtensionContext context) {
    return open(context, Link.builder(), WhenUnavailable.AS_CONFIGURED);
  }

  private static LinkBuilder builder(ImpairedLink annotation) {
    LinkBuilder builder =
        Link.builder().loss(annotation.loss()).seed(annotation.seed()).mtu(annotation.mtu());
    if (!annotation.delay().isEmpty()) {
      builder.delay(annotation.delay());
    }
    if (!annotation.jitter().isEmpty()) {
      builder.jitter(annotation.jitter());
    }
    if (!annotation.rate().isEmpty()) {
      builder.rate(annotation.rate());
    }
    if (!annotation.queue().isEmpty()) {
      builder.queue(annotation.queue());
    }
    return annotation.ipv6() ? builder.ipv6() : builder;
  }

  private static Link open(ExtensionContext context, LinkBuilder builder, WhenUnavailable said) {
    RequiredNetwork.refuseOutside(context);
    try {
      return builder.open();
    } catch (LinkException e) {
      SettingsReader settings = new SettingsReader(context);
      WhenUnavailable unavailable =
          settings.unavailable(
              Stream.of(said, whenUnavailable(context), CaptureSessions.whenUnavailable(context))
                  .filter(LinkSessions::isSaid)
                  .findFirst()
                  .orElse(WhenUnavailable.AS_CONFIGURED));
      throw UnavailableTests.of(context)
          .refusal(TestName.of(context), unavailable, settings.directory(), e);
    }
  }

  /** What the annotations of the test's link say of a test for which no link can be opened. */
  static WhenUnavailable whenUnavailable(ExtensionContext context) {
    Stream<WhenUnavailable> ofTest =
        annotated(Optional.of(context)).map(ImpairedLink::whenUnavailable).stream();
    Stream<WhenUnavailable> ofParameters =
        annotatedParameters(context).stream()
            .flatMap(p -> AnnotationSupport.findAnnotation(p, ImpairedLink.class).stream())
            .map(ImpairedLink::whenUnavailable);
    Stream<WhenUnavailable> ofSweep =
        AnnotationSupport.findAnnotation(context.getTestMethod(), LossSweep.class)
            .map(LossSweep::whenUnavailable)
            .stream();
    return Stream.of(ofTest, ofParameters, ofSweep)
        .flatMap(each -> each)
        .filter(LinkSessions::isSaid)
        .findFirst()
        .orElse(WhenUnavailable.AS_CONFIGURED);
  }

  private static boolean isSaid(WhenUnavailable what) {
    return what != WhenUnavailable.AS_CONFIGURED;
  }

  /** The faults that struck in this test; empty if it has no link. */
  static List<FiredFault> faults(ExtensionContext context) {
    return opened(context).map(OpenLinks::fired).orElse(List.of());
  }

  /** Fails a test whose faults have not struck, and reports those that have. */
  static void judge(ExtensionContext context) {
    opened(context).ifPresent(links -> links.judge(context));
  }

  private static Optional<OpenLinks> opened(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(OpenLinks.class, OpenLinks.class));
  }

  private static OpenLinks links(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(OpenLinks.class, key -> new OpenLinks(), OpenLinks.class);
  }
}
