package dev.tcpunit.internal.observe;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.junit.OutputFolder;
import dev.tcpunit.internal.junit.UncapturedTests;
import dev.tcpunit.internal.live.FileCapture;
import dev.tcpunit.internal.live.FileCaptureRequest;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Observes the tests of every engine of the JUnit Platform, where {@code tcpunit.observe} says so:
 * one capture, which no test waits for, and a note of which test ran when. Nothing that goes wrong
 * here fails a test; it is said, and what was to be observed is not.
 */
public final class SuiteObserver implements TestExecutionListener {
  /** Where accepted groups stand, from the folder of the module. */
  public static final Path ACCEPTED = Path.of("src", "test", "tcpunit-accepted.txt");

  /** Room for what many connections send at once while the machine is busy. */
  private static final int BUFFER_BYTES = 64 << 20;

  private volatile Optional<SuiteCapture> suite = Optional.empty();

  /** What it was before any test: some put another in its place, and not all put it back. */
  private volatile PrintStream out = System.out;

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    if (!UncapturedTests.isObserved(plan)) {
      return;
    }
    out = System.out;
    ConfigurationParameters settings = plan.getConfigurationParameters();
    SteadyNetwork.prepare(!settings.get("tcpunit.steering").orElse("auto").equals("off"));
    try {
      suite =
          Optional.of(
              SuiteCapture.in(
                  folder(settings), file -> FileCapture.start(request(file, settings))));
    } catch (CaptureException | IOException | NumberFormatException e) {
      say("TcpUnit cannot observe these tests: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static FileCaptureRequest request(Path file, ConfigurationParameters settings) {
    return new FileCaptureRequest(
        file,
        settings.get("tcpunit.engine").orElse(null),
        settings.get("tcpunit.interface").orElse("lo"),
        PayloadMode.HEADERS,
        Set.of(),
        settings
            .get("tcpunit.bufferSize")
            .filter(size -> !size.equals("auto"))
            .map(Integer::parseInt)
            .map(mebibytes -> mebibytes << 20)
            .orElse(BUFFER_BYTES));
  }

  private static Path folder(ConfigurationParameters settings) {
    return settings
        .get("tcpunit.directory")
        .map(Path::of)
        .orElseGet(() -> output(settings).resolve("tcpunit"))
        .resolve(Observation.FOLDER)
        .toAbsolutePath();
  }

  private static Path output(ConfigurationParameters settings) {
    return OutputFolder.of(settings.get(OutputFolder.SETTING).orElse(""), Path.of(""));
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    suite.ifPresent(s -> s.log().begin(test.getUniqueId(), now(), test.isTest(), nameOf(test)));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    suite.ifPresent(s -> s.log().end(test.getUniqueId(), now()));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    Optional<SuiteCapture> ended = suite.filter(SuiteCapture::endPlan);
    suite = Optional.empty();
    ended.ifPresent(capture -> tell(capture, plan.getConfigurationParameters()));
  }

  private void tell(SuiteCapture suite, ConfigurationParameters settings) {
    try {
      Path accepted = settings.get("tcpunit.accepted").map(Path::of).orElse(ACCEPTED);
      suite.observed().text(AcceptedGroups.read(accepted)).forEach(this::say);
    } catch (CaptureException | IOException e) {
      say("TcpUnit cannot tell what is in " + suite.file() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String nameOf(TestIdentifier test) {
    return test.getSource().map(source -> nameOf(test, source)).orElseGet(test::getDisplayName);
  }

  private static String nameOf(TestIdentifier test, TestSource source) {
    if (source instanceof MethodSource method) {
      return method.getClassName() + "." + method.getMethodName();
    }
    if (source instanceof ClassSource type && !test.isTest()) {
      return type.getClassName();
    }
    // The vintage engine names no method where another of that name has parameters.
    return source instanceof ClassSource type
        ? type.getClassName() + "." + test.getDisplayName()
        : test.getDisplayName();
  }

  private static long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  }

  private void say(String line) {
    out.append(line).append('\n').flush();
  }
}
