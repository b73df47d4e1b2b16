package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.linux.LinuxException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What the tests of a class left open: JUnit closes it when the class is over, which it fails. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class ClassLeaks implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(ClassLeaks.class);

  private final LeftOpen left;
  private final Duration settleTimeout;

  private ClassLeaks(LeftOpen left, Duration settleTimeout) {
    this.left = left;
    this.settleTimeout = settleTimeout;
  }

  static LeftOpen of(ExtensionContext test, CaptureSettings settings) {
    ExtensionContext outermost = outermostClass(test);
    String name = outermost.getRequiredTestClass().getName();
    return outermost
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            ClassLeaks.class,
            key -> new ClassLeaks(LeftOpen.byClass(name), settings.settleTimeout()),
            ClassLeaks.class)
        .left;
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    ExtensionContext parent = context.getParent().orElseThrow();
    return parent.getTestClass().isEmpty() ? context : outermostClass(parent);
  }

  @Override
  public void close() throws LinuxException {
    Optional<String> open = left.stillOpen(settleTimeout);
    if (open.isPresent()) {
      throw new AssertionError(open.get());
    }
  }
}
