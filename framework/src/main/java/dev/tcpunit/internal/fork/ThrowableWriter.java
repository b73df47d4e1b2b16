package dev.tcpunit.internal.fork;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.FileInfo;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;
import org.opentest4j.ValueWrapper;

/**
 * Writes a throwable and all that hang on it as plain data: neither JVM runs or needs the other's
 * constructors. Each is written once, because failures are often suppressed ones as well, and
 * causes may be circular.
 */
final class ThrowableWriter {
  static final int NONE = -1;

  /** What hangs on a throwable has no bound of its own. */
  private static final int MOST = 1_000;

  private final Map<Throwable, Integer> numbers = new IdentityHashMap<>();
  private final List<Throwable> found = new ArrayList<>();

  private ThrowableWriter(Throwable first) {
    number(first);
  }

  /** What an assertion library or JUnit makes of a throwable. */
  enum Kind {
    /** It has an expected and an actual value, which IDEs compare. */
    COMPARISON,
    /** It holds several failures. */
    FAILURES,
    /** The test was given up, and did not fail. */
    ABORTED,
    /** An assertion's. */
    ASSERTION,
    /** Any other. */
    OTHER
  }

  /** Writes it, so that {@link ThrowableReader} finds it. */
  static void write(FieldWriter out, Throwable throwable) {
    ThrowableWriter writer = new ThrowableWriter(throwable);
    List<byte[]> written = new ArrayList<>();
    // The list grows while it is gone through.
    for (int i = 0; i < writer.found.size(); i++) {
      written.add(writer.one(writer.found.get(i)));
    }
    out.all(written, FieldWriter::bytes);
  }

  private int number(Throwable throwable) {
    if (throwable == null) {
      return NONE;
    }
    Integer known = numbers.get(throwable);
    if (known != null || found.size() == MOST) {
      return known == null ? NONE : known;
    }
    found.add(throwable);
    numbers.put(throwable, found.size() - 1);
    return found.size() - 1;
  }

  private byte[] one(Throwable throwable) {
    FieldWriter out = new FieldWriter();
    Kind kind = kind(throwable);
    String className = throwable.getClass().getName();
    out.number(kind.ordinal());
    out.text(className);
    out.text(Objects.requireNonNullElse(guarded(throwable::toString, className), className));
    out.text(guarded(throwable::getMessage, null));
    stack(out, guarded(throwable::getStackTrace, null));
    out.number(number(guarded(throwable::getCause, null)));
    out.all(numbers(List.of(throwable.getSuppressed())), FieldWriter::number);
    if (kind == Kind.COMPARISON) {
      AssertionFailedError comparison = (AssertionFailedError) throwable;
      value(out, comparison.isExpectedDefined(), comparison.getExpected());
      value(out, comparison.isActualDefined(), comparison.getActual());
    } else if (kind == Kind.FAILURES) {
      out.all(numbers(((MultipleFailuresError) throwable).getFailures()), FieldWriter::number);
    }
    return out.toBytes();
  }

  private List<Integer> numbers(List<Throwable> throwables) {
    return throwables.stream().map(this::number).filter(number -> number != NONE).toList();
  }

  private static Kind kind(Throwable throwable) {
    if (throwable instanceof AssertionFailedError) {
      return Kind.COMPARISON;
    }
    if (throwable instanceof MultipleFailuresError) {
      return Kind.FAILURES;
    }
    if (throwable instanceof TestAbortedException) {
      return Kind.ABORTED;
    }
    return throwable instanceof AssertionError ? Kind.ASSERTION : Kind.OTHER;
  }

  private static void value(FieldWriter out, boolean defined, ValueWrapper value) {
    out.flag(defined && value != null);
    if (defined && value != null) {
      out.text(
          value.getEphemeralValue() instanceof FileInfo file
              ? file.getContentsAsString(StandardCharsets.UTF_8)
              : value.getStringRepresentation());
    }
  }

  private static void stack(FieldWriter out, StackTraceElement[] stack) {
    out.all(stack == null ? List.of() : List.of(stack), ThrowableWriter::element);
  }

  private static void element(FieldWriter out, StackTraceElement element) {
    out.text(element.getModuleName());
    out.text(element.getClassName());
    out.text(element.getMethodName());
    out.text(element.getFileName());
    out.number(element.getLineNumber());
  }

  /** These methods may be overridden, and throw. */
  private static <T> T guarded(Supplier<T> part, T otherwise) {
    try {
      return part.get();
    } catch (RuntimeException | LinkageError e) {
      return otherwise;
    }
  }
}
