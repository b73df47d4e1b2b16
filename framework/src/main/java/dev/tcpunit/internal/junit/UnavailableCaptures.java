package dev.tcpunit.internal.junit;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.junit.CaptureSettings.Unavailable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * What is said of the captures that could not start: by the first test that a reason keeps from
 * running all of it, by the others which test that was.
 */
final class UnavailableCaptures {
  private static final Namespace NAMESPACE = Namespace.create(UnavailableCaptures.class);

  private final Map<String, String> firstTests = new ConcurrentHashMap<>();

  static UnavailableCaptures of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            UnavailableCaptures.class, key -> new UnavailableCaptures(), UnavailableCaptures.class);
  }

  RuntimeException refusal(TestName test, Unavailable unavailable, CaptureException failure) {
    String text = "cannot capture for " + test + ": " + reason(test.toString(), failure);
    return unavailable == Unavailable.SKIP
        ? new TestAbortedException(text, beneath(failure))
        : new IllegalStateException(
            text + "\n(tcpunit.unavailable=skip skips such tests instead)", beneath(failure));
  }

  private String reason(String test, CaptureException failure) {
    // Links are numbered, and each has a capture of its own.
    String sameForAll = failure.getMessage().replaceAll("\\d+", "");
    String first = firstTests.putIfAbsent(sameForAll, test);
    return first == null || first.equals(test)
        ? failure.getMessage()
        : failure.tried() + " could not start. Why, and what to do, is told at " + first;
  }

  /** What engines were told by the system; their own words are in the text. */
  private static Throwable beneath(Throwable failure) {
    return failure instanceof CaptureException ? beneath(failure.getCause()) : failure;
  }
}
