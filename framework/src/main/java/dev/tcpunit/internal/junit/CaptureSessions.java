package dev.tcpunit.internal.junit;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.Leaks;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.junit.WhenUnavailable;
import dev.tcpunit.lab.Link;
import dev.tcpunit.net.LinkAddresses;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Begins a session for each test, finds it again, and ends it. */
final class CaptureSessions {
  private static final Namespace NAMESPACE = Namespace.create(CaptureSessions.class);

  private CaptureSessions() {}

  /** Does once for the JVM what is to be done before anything is opened in a private network. */
  static void prepareNetwork(ExtensionContext context) {
    SteadyNetwork.prepare(new SettingsReader(context).steering());
  }

  /** Begins the test's session, unless a constructor's parameter has already begun it. */
  static void begin(ExtensionContext context, CaptureOverrides overrides, Extension extension) {
    sessionOf(context, overrides, extension);
  }

  private static CaptureSession sessionOf(
      ExtensionContext context, CaptureOverrides overrides, Extension extension) {
    // Before the session, so that JUnit closes it after the session.
    LinkSessions.ofTest(context);
    CaptureSession session =
        store(context)
            .getOrComputeIfAbsent(
                CaptureSession.class,
                key -> start(context, overrides, extension),
                CaptureSession.class);
    if (session.extension() != extension) {
      throw new ExtensionConfigurationException(
          session.name()
              + " is captured twice: use either @CaptureTcp or one TcpCaptureExtension field");
    }
    return session;
  }

  private static CaptureSession start(
      ExtensionContext context, CaptureOverrides overrides, Extension extension) {
    MistypedSettings.refuse(context);
    RequiredNetwork.refuseOutside(context);
    prepareNetwork(context);
    CaptureOverrides said = overrides.or(annotated(Optional.of(context))).or(ofLink(context));
    SettingsReader reader = new SettingsReader(context);
    CaptureSettings settings = settings(context, said, reader);
    Optional<Link> link =
        said.interfaceName().isEmpty() ? LinkSessions.ofTest(context) : Optional.empty();
    TestName name = TestName.of(context);
    try {
      CaptureSession session =
          link.isPresent()
              ? startOnLink(name, settings.on(link.get().interfaceName()), link.get(), extension)
              : CaptureSession.start(
                  name, settings, SharedHubs.of(context).hub(settings), extension);
      return session.comparedWith(reader.baselines(name, settings.directory()));
    } catch (CaptureException e) {
      throw UnavailableTests.of(context).refusal(name, settings, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the capture of " + name + " began", e);
    }
  }

  /** Read once for the tests of a class, or of a template, about which the same is said. */
  private static CaptureSettings settings(
      ExtensionContext context, CaptureOverrides said, SettingsReader reader) {
    return store(context.getParent().orElse(context))
        .getOrComputeIfAbsent(said.key(), key -> reader.read(said), CaptureSettings.class);
  }

  /** The link is this test's alone, and so is the capture on it. */
  private static CaptureSession startOnLink(
      TestName name, CaptureSettings settings, Link link, Extension extension)
      throws CaptureException, InterruptedException {
    LinkAddresses addresses = new LinkAddresses(link.serverAddress(), link.towards(0).getAddress());
    CaptureHub hub = SharedHubs.onLink(settings, addresses);
    try {
      return CaptureSession.start(name, settings, hub, extension).closing(hub);
    } catch (CaptureException | InterruptedException | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /** Where nothing is said of the capture, what is said of the link counts for both. */
  private static CaptureOverrides ofLink(ExtensionContext context) {
    return new CaptureOverrides(
        "",
        Payload.AS_CONFIGURED,
        List.of(),
        LinkSessions.whenUnavailable(context),
        Leaks.AS_CONFIGURED);
  }

  /** What the capture's annotations say of a test for which no capture can be started. */
  static WhenUnavailable whenUnavailable(ExtensionContext context) {
    return annotated(Optional.of(context)).whenUnavailable();
  }

  /** The attributes of the nearest annotation first: method, class, enclosing class. */
  private static CaptureOverrides annotated(Optional<ExtensionContext> context) {
    if (context.isEmpty()) {
      return CaptureOverrides.NONE;
    }
    Optional<AnnotatedElement> element = context.get().getElement();
    CaptureOverrides here =
        AnnotationSupport.findAnnotation(element, CaptureTcp.class)
            .map(CaptureOverrides::of)
            .orElse(CaptureOverrides.NONE);
    return here.or(annotated(context.get().getParent()));
  }

  /** The session as a parameter; begins it where a constructor asks first. */
  static TcpCapture parameter(
      ParameterContext parameter,
      ExtensionContext context,
      CaptureOverrides overrides,
      Extension extension) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a TcpCapture is one test's: take it as a parameter of the test, of @BeforeEach or"
              + " @AfterEach, or of the constructor of a class with one instance for each test;"
              + " not of "
              + parameter.getDeclaringExecutable());
    }
    return sessionOf(context, overrides, extension).queries();
  }

  /** What others may ask of a test's session, where there is one. */
  static Optional<TcpCapture> queriesOf(ExtensionContext context) {
    return Optional.ofNullable(store(context).get(CaptureSession.class, CaptureSession.class))
        .map(CaptureSession::queries);
  }

  /** Notes the failure of a dynamic test, which JUnit does not report to the test factory. */
  static void dynamicTest(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
    try {
      invocation.proceed();
    } catch (TestAbortedException e) {
      throw e;
    } catch (Throwable e) {
      CaptureSession session = store(context).get(CaptureSession.class, CaptureSession.class);
      if (session != null) {
        session.failed();
        session.story().addTo(e, context);
      }
      throw e;
    }
  }

  /** Notes that the test's method begins. */
  static void testBegins(ExtensionContext context, Extension extension) {
    session(context, extension).ifPresent(session -> session.story().testBegins());
  }

  /** Adds what the wire saw to a failure of the test's own method. */
  static void tellOfTest(Throwable failure, ExtensionContext context, Extension extension) {
    session(context, extension).ifPresent(session -> session.story().addToTests(failure, context));
  }

  /** Adds what the wire saw to a failure of a method before or after it. */
  static void tell(Throwable failure, ExtensionContext context, Extension extension) {
    session(context, extension).ifPresent(session -> session.story().addTo(failure, context));
  }

  private static Optional<CaptureSession> session(ExtensionContext context, Extension extension) {
    return Optional.ofNullable(store(context).get(CaptureSession.class, CaptureSession.class))
        .filter(session -> session.extension() == extension);
  }

  /** Ends the session and leaves what is to be left of it. */
  static void end(ExtensionContext context, Extension extension) {
    session(context, extension).ifPresent(session -> session.end(context));
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
