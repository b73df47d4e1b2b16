package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.sandbox.CurrentSandbox;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Trace;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Adds to a test's failure what the wire saw, where the failure does not say so itself. Whatever
 * goes wrong here, the failure stays what it is.
 */
final class FailureStory {
  /** What JUnit says of a test that it ended; another wording only makes the moment less exact. */
  private static final Pattern TIMED_OUT =
      Pattern.compile(
          ".* timed out after (?<limit>(?<number>\\d+)"
              + " (?<unit>(nano|micro|milli|)second|minute|hour|day)s?)",
          Pattern.DOTALL);

  private final TestName name;
  private final CaptureSettings settings;
  private final CaptureWindow window;
  private final KernelAccount kernel;
  private final VerdictRecorder verdicts;
  private final Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
  private WireStory latest;
  private volatile long begunNanos = System.nanoTime();

  FailureStory(
      TestName name,
      CaptureSettings settings,
      CaptureWindow window,
      KernelAccount kernel,
      VerdictRecorder verdicts) {
    this.name = name;
    this.settings = settings;
    this.window = window;
    this.kernel = kernel;
    this.verdicts = verdicts;
  }

  /** Notes that the test's method is about to begin, and with it JUnit's clock. */
  void testBegins() {
    begunNanos = System.nanoTime();
  }

  /** Adds the story to a failure that has just come out of the test's own method. */
  synchronized void addToTests(Throwable failure, ExtensionContext context) {
    add(failure, limit(failure), context);
  }

  /** Adds the story to a failure of another method, whose time limit is not known. */
  synchronized void addTo(Throwable failure, ExtensionContext context) {
    add(failure, Optional.empty(), context);
  }

  private void add(Throwable failure, Optional<Matcher> limit, ExtensionContext context) {
    long leftNanos = System.nanoTime();
    if (isWanted(failure)) {
      latest = new WireStory(text(failure, limit, leftNanos));
      attach(failure, context);
    }
  }

  /**
   * Adds the story to what failed the test otherwise, such as another extension. Where the test's
   * method has failed too, its story is kept: it was told while the connections were still open.
   */
  synchronized void addAtEnd(ExtensionContext context) {
    context
        .getExecutionException()
        .filter(this::isWanted)
        .ifPresent(
            failure -> {
              if (latest == null) {
                latest = new WireStory(text(failure, Optional.empty(), System.nanoTime()));
              }
              attach(failure, context);
            });
  }

  /**
   * Whether a story is to be added: not where the failure tells it itself, or has been given one.
   */
  private boolean isWanted(Throwable failure) {
    if (!settings.story() || failure instanceof TestAbortedException) {
      return false;
    }
    Set<Throwable> all = Failures.within(failure);
    return all.stream().noneMatch(told::contains) && !Failures.tellOf(all, failed());
  }

  private void attach(Throwable failure, ExtensionContext context) {
    told.add(failure);
    failure.addSuppressed(latest);
    if (!List.of(failure.getSuppressed()).contains(latest)) {
      // The failure was made without room for suppressed exceptions.
      context.publishReportEntry("tcpunit.story", latest.getMessage());
      System.out.append(latest.getMessage()).append('\n').flush();
    }
  }

  private List<Verdict> failed() {
    return verdicts.inOrder().stream().filter(verdict -> !verdict.holds()).toList();
  }

  /** What the wire has seen so far, where the test never fails because it does not end. */
  String untilNow(String what) {
    return guarded(() -> text(what, false, System.nanoTime(), Optional.empty()));
  }

  private String text(Throwable failure, Optional<Matcher> limit, long leftNanos) {
    Optional<String> remark = NoOutside.words(Failures.within(failure));
    return guarded(
        () ->
            limit
                .map(
                    l ->
                        text(
                            "the test's limit of " + l.group("limit") + " was reached",
                            true,
                            begunNanos + nanos(l),
                            remark))
                .orElseGet(() -> text("the test failed", false, leftNanos, remark)));
  }

  private String guarded(Supplier<String> story) {
    try {
      return story.get();
    } catch (RuntimeException | AssertionError | LinkageError | OutOfMemoryError e) {
      return "TcpUnit: what the wire saw of " + name + " cannot be told: " + e;
    }
  }

  /**
   * Tells it of a moment of this JVM's clock. The capture's own clock is read once in between: for
   * a limit, so that what it ends comes not before it, the moment is taken as early as it may be.
   */
  private String text(String what, boolean isLimit, long momentNanos, Optional<String> remark) {
    LiveTrace live =
        new LiveTrace(window, CaptureArtifact.source(name, settings), settings.settleTimeout());
    long before = System.nanoTime();
    LiveTrace.Standing standing = live.standing();
    Trace trace = standing.trace();
    long read = isLimit ? standing.readAt() : before;
    long nanos = trace.endNanos() - Math.max(0, read - momentNanos);
    FailureMoment moment =
        new FailureMoment(nanos, isLimit, FailureMoment.workedUntil(trace), what);
    return new StoryText(name, window.hub().subject() + network(), moment, remark)
        .of(trace, live.seen(), kernel::isHere);
  }

  private static String network() {
    return CurrentSandbox.strategy().isPresent()
        ? ", in a private network"
        : ", in the host's network";
  }

  private static Optional<Matcher> limit(Throwable failure) {
    if (!(failure instanceof TimeoutException) || failure.getMessage() == null) {
      return Optional.empty();
    }
    return Optional.of(TIMED_OUT.matcher(failure.getMessage())).filter(Matcher::matches);
  }

  private static long nanos(Matcher limit) {
    TimeUnit unit = TimeUnit.valueOf(limit.group("unit").toUpperCase(Locale.ROOT) + "S");
    return unit.toNanos(Long.parseLong(limit.group("number")));
  }
}
