package dev.tcpunit.internal.junit;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.junit.WhenUnavailable;
import dev.tcpunit.lab.LinkException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * The tests that lack what they need here: a capture or a link. Where one reason stops several
 * tests, the message of the first explains it, and those of the others name the first. How many
 * were skipped is said when JUnit closes this, after the last test.
 */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class UnavailableTests implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(UnavailableTests.class);

  private final Map<String, String> firstTests = new ConcurrentHashMap<>();
  private final SkippedTestsLog skipped = new SkippedTestsLog();

  static UnavailableTests of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            UnavailableTests.class, key -> new UnavailableTests(), UnavailableTests.class);
  }

  /** What a test ends with whose capture could not start. */
  RuntimeException refusal(TestName test, CaptureSettings settings, CaptureException failure) {
    String text = "cannot capture for " + test + ": " + reason(test.toString(), failure);
    return refusal(test, settings.unavailable(), settings.directory(), text, beneath(failure));
  }

  /** What a test ends with that gets no link. */
  RuntimeException refusal(
      TestName test, WhenUnavailable unavailable, Path directory, LinkException failure) {
    String text = "there is no link for " + test + ": " + failure.getMessage();
    return refusal(test, unavailable, directory, text, failure);
  }

  private RuntimeException refusal(
      TestName test, WhenUnavailable unavailable, Path directory, String text, Throwable cause) {
    if (!skips(unavailable, System.getProperty("os.name"))) {
      return new IllegalStateException(
          text + "\n(tcpunit.unavailable=skip skips such tests instead)", cause);
    }
    skipped.add(test.toString(), text, directory);
    return new TestAbortedException(text, cause);
  }

  static boolean skips(WhenUnavailable unavailable, String system) {
    return unavailable == WhenUnavailable.SKIP
        || unavailable == WhenUnavailable.SKIP_ELSEWHERE && !system.startsWith("Linux");
  }

  private String reason(String test, CaptureException failure) {
    // The names of links have numbers; failures that differ in these alone have the same reason.
    String sameForAll = failure.getMessage().replaceAll("\\d+", "");
    String first = firstTests.putIfAbsent(sameForAll, test);
    return first == null || first.equals(test)
        ? failure.getMessage()
        : failure.tried() + " could not start. Why, and what to do, is told at " + first;
  }

  /** The system's error beneath those of engines, whose words are in the text already. */
  private static Throwable beneath(Throwable failure) {
    return failure instanceof CaptureException ? beneath(failure.getCause()) : failure;
  }

  @Override
  public void close() {
    skipped.tell();
  }
}
