package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.capture.LiveCapture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Chooses the engine: the one that is named, or else the first that can capture. */
public final class Engines {
  /** The setting that names an engine. */
  public static final String ENGINE_PROPERTY = "tcpunit.engine";

  /** A capture, and the name of the engine that runs it. */
  public record Started(String engine, LiveCapture capture) {}

  private final List<CaptureEngine> engines;

  /** Engines to choose from. */
  Engines(List<CaptureEngine> engines) {
    this.engines = engines.stream().sorted(Comparator.comparingInt(CaptureEngine::order)).toList();
  }

  /** The engines of the class path; one whose own library is not on it is none. */
  public static Engines installed() {
    Iterator<CaptureEngine> found =
        ServiceLoader.load(CaptureEngine.class, Engines.class.getClassLoader()).iterator();
    List<CaptureEngine> engines = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = addNext(found, engines);
    }
    return new Engines(engines);
  }

  /** Adds the next engine, unless its library is missing; false behind the last. */
  private static boolean addNext(Iterator<CaptureEngine> found, List<CaptureEngine> engines) {
    try {
      return found.hasNext() && engines.add(found.next());
    } catch (ServiceConfigurationError e) {
      if (e.getCause() instanceof NoClassDefFoundError) {
        return true;
      }
      throw e;
    }
  }

  /** All engines in the order in which they are tried. */
  public List<CaptureEngine> all() {
    return engines;
  }

  /**
   * Starts a capture.
   *
   * @param name the engine to use, or null to try all in their order
   * @throws CaptureException if none could, with what each said and what to do
   */
  public Started start(String name, CaptureRequest request, FrameHandler handler)
      throws CaptureException {
    return name == null ? startFirst(request, handler) : startNamed(name, request, handler);
  }

  private Started startNamed(String name, CaptureRequest request, FrameHandler handler)
      throws CaptureException {
    for (CaptureEngine engine : engines) {
      if (engine.name().equals(name)) {
        return new Started(name, engine.start(request, handler));
      }
    }
    String known = engines.stream().map(CaptureEngine::name).collect(Collectors.joining(", "));
    throw new CaptureException(
        Reason.NOT_INSTALLED,
        CaptureErrors.subject(name, request),
        "there is no engine of that name",
        "Set " + ENGINE_PROPERTY + " to one of these, or leave it out: " + known,
        null);
  }

  private Started startFirst(CaptureRequest request, FrameHandler handler) throws CaptureException {
    List<CaptureException> failures = new ArrayList<>();
    for (CaptureEngine engine : engines) {
      try {
        return new Started(engine.name(), engine.start(request, handler));
      } catch (CaptureException e) {
        failures.add(e);
      }
    }
    throw allFailed(request, failures);
  }

  /** One error that says what each engine said; its reason is the decisive one's. */
  private static CaptureException allFailed(
      CaptureRequest request, List<CaptureException> failures) {
    String happened =
        failures.stream()
            .map(e -> "\n  " + e.tried() + ": " + e.happened())
            .collect(Collectors.joining());
    String remedies =
        failures.stream().map(e -> "\n  - " + e.remedy()).distinct().collect(Collectors.joining());
    CaptureException decisive = decisive(failures);
    CaptureException all =
        new CaptureException(
            decisive == null ? Reason.NOT_INSTALLED : decisive.reason(),
            "capture on " + request.interfaceName(),
            "no engine could capture" + happened,
            "What to do, any one of these:" + remedies,
            decisive);
    failures.stream().filter(e -> e != decisive).forEach(all::addSuppressed);
    return all;
  }

  /** The first failure of an engine that is installed: it says more than that others are not. */
  private static CaptureException decisive(List<CaptureException> failures) {
    return failures.stream()
        .filter(e -> e.reason() != Reason.NOT_INSTALLED && e.reason() != Reason.NOT_SUPPORTED)
        .findFirst()
        .orElse(failures.isEmpty() ? null : failures.get(0));
  }
}
