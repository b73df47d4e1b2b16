package dev.tcpunit.internal.fork;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.Requires;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs classes through JUnit's Launcher, as IDEs and build tools do, and writes down all events.
 */
final class Launch {
  private final LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();

  private final List<TestExecutionListener> listeners = new ArrayList<>();

  private Launch(String mode, Path folder) {
    Requires.sandbox();
    with("tcpunit.fork", mode);
    with("tcpunit.report", "none");
    with("tcpunit.directory", folder.toString());
  }

  /** In a child, from this JVM, which is in a private network already. */
  static Launch forked(Path folder) {
    return new Launch("always", folder);
  }

  static Launch plain(Path folder) {
    return new Launch("never", folder);
  }

  Launch with(String key, String value) {
    request.configurationParameter(key, value);
    return this;
  }

  Launch told(TestExecutionListener listener) {
    listeners.add(listener);
    return this;
  }

  Launch filtered(Filter<?>... filters) {
    request.filters(filters);
    return this;
  }

  Events run(Class<?>... types) {
    return run(
        Arrays.stream(types).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new));
  }

  Events run(DiscoverySelector... selectors) {
    Events events = new Events();
    listeners.add(events);
    LauncherFactory.create()
        .execute(
            request.selectors(selectors).build(), listeners.toArray(TestExecutionListener[]::new));
    return events;
  }

  /** What a listener is told, one line each. */
  static final class Events implements TestExecutionListener {
    private final List<String> lines = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    List<String> lines() {
      return lines;
    }

    List<Throwable> failures() {
      return failures;
    }

    /** The stack traces as they would be printed. */
    List<String> printed() {
      return failures.stream().map(Events::printed).toList();
    }

    private static String printed(Throwable failure) {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      return text.toString();
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier test) {
      line("registered", test, test.getSource() + " " + test.getTags());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      line("skipped", test, reason);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      line("started", test, test.getLegacyReportingName() + " " + test.getType());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      line("finished", test, result.getStatus() + " " + result.getThrowable().orElse(null));
      result.getThrowable().ifPresent(failures::add);
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
      line("published", test, entry.getKeyValuePairs());
    }

    private synchronized void line(String what, TestIdentifier test, Object more) {
      String id = test.getUniqueId().replaceFirst("\\[engine:junit-jupiter]/?", "");
      if (!id.isEmpty()) {
        lines.add("%s %s \"%s\" %s".formatted(what, id, test.getDisplayName(), more));
      }
    }
  }
}
