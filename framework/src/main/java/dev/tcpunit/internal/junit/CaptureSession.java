package dev.tcpunit.internal.junit;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.junit.Leaks;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** One test while it is captured. JUnit closes it even where the test never came to its end. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class CaptureSession implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final String ENDED = "this JVM was ended";

  private final TestName name;
  private final CaptureSettings settings;
  private final CaptureWindow window;
  private final LiveTrace live;
  private final KernelAccount kernel;
  private final CaptureQueries queries;
  private final VerdictRecorder verdicts;
  private final FailureStory story;
  private final Extension extension;
  private volatile boolean failed;
  private ExtensionContext context;
  private BaselineFiles baselines;
  private Optional<AssertionError> misbehaved = Optional.empty();
  private Optional<Path> capture = Optional.empty();
  private Optional<String> keys = Optional.empty();
  private Optional<Path> page = Optional.empty();
  private CaptureHub ownHub;

  private CaptureSession(
      TestName name, CaptureSettings settings, CaptureWindow window, Extension extension) {
    this.name = name;
    this.settings = settings;
    this.window = window;
    this.extension = extension;
    this.live =
        new LiveTrace(window, CaptureArtifact.source(name, settings), settings.settleTimeout());
    this.kernel = KernelAccount.open(window, live, settings.settleTimeout());
    live.witnessedBy(kernel);
    this.queries = new CaptureQueries(window, live);
    this.verdicts = new VerdictRecorder(live);
    this.story = new FailureStory(name, settings, window, kernel, verdicts);
  }

  static CaptureSession start(
      TestName name, CaptureSettings settings, CaptureHub hub, Extension extension)
      throws CaptureException, InterruptedException {
    CaptureWindow window = hub.open(name.toString());
    window.name(settings.ports());
    CaptureSession session = new CaptureSession(name, settings, window, extension);
    RunningTests.add(session);
    return session;
  }

  /** Takes over a capture that no other test shares. */
  CaptureSession closing(CaptureHub hub) {
    ownHub = hub;
    return this;
  }

  /** Names the baselines of the test. */
  CaptureSession comparedWith(BaselineFiles files) {
    baselines = files;
    live.comparedWith(files);
    return this;
  }

  TestName name() {
    return name;
  }

  TcpCapture queries() {
    return queries;
  }

  Extension extension() {
    return extension;
  }

  void failed() {
    failed = true;
  }

  FailureStory story() {
    return story;
  }

  void end(ExtensionContext testContext) {
    RunningTests.remove(this);
    context = testContext;
    misbehaved = judgeByBaseline().or(this::judgeLeaks);
    failed |= misbehaved.isPresent();
    story.addAtEnd(context);
    verdicts.close();
    boolean broken = isBroken();
    live.end(settings.artifacts().applies(broken) || settings.pages().applies(broken));
    kernel.close();
    CaptureArtifact artifact = new CaptureArtifact(name, settings, window);
    artifact.deleteStale();
    page().deleteStale();
    PagesOfRun.of(context).expect(settings);
    keepIfDue();
    report(broken);
    if (misbehaved.isPresent()) {
      throw misbehaved.get();
    }
  }

  /** A test that failed, or was given up, may not have done what its baseline tells of. */
  private Optional<AssertionError> judgeByBaseline() {
    return hasPassed()
        ? AnnotatedBaseline.of(context, name).flatMap(baseline -> baseline.judge(queries))
        : Optional.empty();
  }

  /** A test that failed may not have come to where it closes. */
  private Optional<AssertionError> judgeLeaks() {
    if (settings.leaks() == Leaks.IGNORE || !hasPassed()) {
      return Optional.empty();
    }
    if (settings.leaks() == Leaks.FAIL || ownHub != null) {
      return LeakCheck.judge(queries);
    }
    LeftOpen left =
        settings.leaks() == Leaks.FAIL_AFTER_CLASS
            ? ClassLeaks.of(context, settings)
            : JvmLeaks.of(settings);
    return left.leave(name, queries);
  }

  private boolean hasPassed() {
    return !failed && context.getExecutionException().isEmpty();
  }

  private TestPage page() {
    return new TestPage(name, settings);
  }

  private boolean isBroken() {
    return failed || context.getExecutionException().filter(CaptureSession::isFailure).isPresent();
  }

  private void keepIfDue() {
    if (capture.isEmpty() && settings.artifacts().applies(isBroken())) {
      CaptureArtifact artifact = new CaptureArtifact(name, settings, window);
      capture = Optional.of(artifact.file());
      artifact.write(live, live.settled(connection -> false));
      keys = artifact.keys();
      artifact.publish(context);
    }
    if (page.isEmpty() && settings.pages().applies(isBroken())) {
      keepPage(live.settled(connection -> false));
    }
  }

  private void keepPage(Trace trace) {
    Optional<String> failure = failure();
    TestPage left = page();
    page = left.write(trace, failure, verdicts.inOrder(), LinkSessions.faults(context), capture);
    left.publish(context);
    if (page.isPresent() && failure.isPresent()) {
      PagesOfRun.of(context).failed(name, failure.get(), page.get());
    }
  }

  private Optional<String> failure() {
    Optional<Throwable> thrown = context.getExecutionException().filter(CaptureSession::isFailure);
    return thrown
        .or(() -> misbehaved)
        .map(TestPage::words)
        .or(() -> failed ? Optional.of("the test failed") : Optional.empty());
  }

  private void report(boolean broken) {
    BaselineNews.of(name, baselines).ifPresent(news -> System.out.append(news).flush());
    List<Verdict> heard = verdicts.inOrder();
    List<String> faults = LinkSessions.faults(context).stream().map(FiredFault::toString).toList();
    if (!heard.isEmpty() || !faults.isEmpty() || keys.isPresent()) {
      TestReport report =
          new TestReport(name, window.hub(), SteadyNetwork.description(), heard, faults);
      String text = report.text(capture, keys, page);
      context.publishReportEntry("tcpunit.verdicts", text);
      // A sweep has many runs; those that pass are summed up in one report at its end.
      boolean summedUp = !broken && LossSweepRuns.isSwept(context);
      if (settings.report().applies(broken) && !summedUp) {
        // In one piece, so that the reports of parallel tests do not mix.
        System.out.append(text).flush();
      }
    }
  }

  private static boolean isFailure(Throwable thrown) {
    return !(thrown instanceof TestAbortedException);
  }

  /** The JVM ends while the test runs, maybe in the middle of a query: that is not waited for. */
  void leaveUnfinished() {
    StringBuilder text = new StringBuilder();
    String untilNow = settings.story() ? story.untilNow(ENDED) : "";
    if (settings.story()) {
      text.append(untilNow).append('\n');
    }
    if (settings.artifacts().applies(true)) {
      text.append(leaveCapture());
    }
    if (settings.pages().applies(true)) {
      text.append(leavePage(untilNow));
    }
    System.err.append(text).flush();
  }

  private String leaveCapture() {
    CaptureArtifact artifact = new CaptureArtifact(name, settings, window);
    LiveTrace untilNow = untilNow();
    try {
      artifact.write(untilNow, untilNow.asItStands());
      capture = Optional.of(artifact.file());
      return "TcpUnit: %s while %s ran; its capture: %s\n".formatted(ENDED, name, artifact.file());
    } catch (UncheckedIOException e) {
      return "TcpUnit: " + e.getMessage() + "\n";
    }
  }

  /** JUnit, which has the index written at the end of a run, does not come to that end. */
  private String leavePage(String untilNow) {
    String failure = "but %s while the test ran\n\n%s".formatted(ENDED, untilNow).strip();
    Optional<Path> left =
        page()
            .write(
                untilNow().asItStands(),
                Optional.of(failure),
                verdicts.inOrder(),
                List.of(),
                capture);
    try {
      PagesOfRun.writeIndex(settings);
    } catch (IOException e) {
      return "TcpUnit: cannot write the index of the pages: " + e + "\n";
    }
    return left.map(file -> "  page: " + file + "\n").orElse("");
  }

  private LiveTrace untilNow() {
    return new LiveTrace(window, CaptureArtifact.source(name, settings), settings.settleTimeout());
  }

  /** Another extension may have failed the test after {@link #end}. */
  @Override
  public void close() {
    RunningTests.remove(this);
    verdicts.close();
    try {
      if (context != null) {
        story.addAtEnd(context);
        keepIfDue();
      }
    } finally {
      kernel.close();
      live.forget();
      if (ownHub != null) {
        ownHub.close();
      }
    }
  }
}
