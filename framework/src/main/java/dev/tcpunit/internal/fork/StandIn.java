package dev.tcpunit.internal.fork;

import java.util.List;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/**
 * Throwables that look as one of the child JVM does: same text, message and stack. Each extends
 * what build tools and IDEs tell kinds of failures by.
 */
final class StandIn {
  private StandIn() {}

  /** Of an exception. */
  static final class OfException extends Exception {
    private static final long serialVersionUID = 1;
    private final String text;

    OfException(String text, String message) {
      super(message);
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Of an assertion's error. */
  static final class OfAssertion extends AssertionError {
    private static final long serialVersionUID = 1;
    private final String text;
    private final String message;

    OfAssertion(String text, String message) {
      this.text = text;
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Of an error with values to compare. */
  static final class OfComparison extends AssertionFailedError {
    private static final long serialVersionUID = 1;
    private final String text;
    private final String message;

    OfComparison(String text, String message, String expected, String actual) {
      super(message, expected, actual);
      this.text = text;
      this.message = message;
    }

    OfComparison(String text, String message) {
      super(message);
      this.text = text;
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Of several failures. */
  static final class OfFailures extends MultipleFailuresError {
    private static final long serialVersionUID = 1;
    private final String text;
    private final String message;
    private transient List<Throwable> failures = List.of();

    OfFailures(String text, String message) {
      super("", List.of());
      this.text = text;
      this.message = message;
    }

    void setFailures(List<Throwable> failures) {
      this.failures = List.copyOf(failures);
    }

    @Override
    public List<Throwable> getFailures() {
      return failures;
    }

    @Override
    public boolean hasFailures() {
      return !failures.isEmpty();
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Of what gave a test up. */
  static final class OfAborted extends TestAbortedException {
    private static final long serialVersionUID = 1;
    private final String text;

    OfAborted(String text, String message) {
      super(message);
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
