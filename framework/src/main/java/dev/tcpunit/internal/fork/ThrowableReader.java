package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.fork.ThrowableWriter.Kind;
import java.util.List;
import java.util.Objects;

/**
 * Makes throwables of what {@link ThrowableWriter} wrote. Those of the JDK are themselves where
 * their constructor gives the same text; all others are stand-ins, because constructors and
 * initialisers of the tests' classes are not run in this JVM.
 */
final class ThrowableReader {
  private final List<Written> written;
  private final Throwable[] made;

  private ThrowableReader(List<Written> written) {
    this.written = written;
    this.made = new Throwable[written.size()];
  }

  /** One as it was written; the numbers are places in the list. */
  private record Written(
      Kind kind,
      String className,
      String text,
      String message,
      StackTraceElement[] stack,
      int cause,
      List<Integer> suppressed,
      String expected,
      String actual,
      List<Integer> failures) {

    static Written read(FieldReader in) {
      FieldReader fields = new FieldReader(in.bytes());
      Kind kind = Kind.values()[fields.number()];
      String className = fields.text();
      String text = fields.text();
      String message = fields.textOrNull();
      StackTraceElement[] stack =
          fields.all(ThrowableReader::element).toArray(StackTraceElement[]::new);
      int cause = fields.number();
      List<Integer> suppressed = fields.all(FieldReader::number);
      String expected = kind == Kind.COMPARISON && fields.flag() ? fields.text() : null;
      String actual = kind == Kind.COMPARISON && fields.flag() ? fields.text() : null;
      List<Integer> failures = kind == Kind.FAILURES ? fields.all(FieldReader::number) : List.of();
      return new Written(
          kind, className, text, message, stack, cause, suppressed, expected, actual, failures);
    }

    boolean looksLike(Throwable throwable) {
      return throwable.toString().equals(text) && Objects.equals(throwable.getMessage(), message);
    }
  }

  /** Reads one with all that hang on it. */
  static Throwable read(FieldReader in) {
    return new ThrowableReader(in.all(Written::read)).make(0);
  }

  /** Without class loader and module version, which the JVM does not print for its own either. */
  private static StackTraceElement element(FieldReader in) {
    String module = in.textOrNull();
    return new StackTraceElement(
        null, module, null, in.text(), in.text(), in.textOrNull(), in.number());
  }

  private Throwable make(int number) {
    Throwable known = made[number];
    if (known != null) {
      return known;
    }
    Written one = written.get(number);
    Throwable throwable = create(one);
    made[number] = throwable;
    if (one.cause() != ThrowableWriter.NONE) {
      throwable = withCause(number, throwable, make(one.cause()));
    }
    throwable.setStackTrace(one.stack());
    for (int suppressed : one.suppressed()) {
      suppress(throwable, make(suppressed));
    }
    if (throwable instanceof StandIn.OfFailures failures) {
      failures.setFailures(one.failures().stream().map(this::make).toList());
    }
    return throwable;
  }

  /** A constructor may have said that there is no cause; then a stand-in has it. */
  private Throwable withCause(int number, Throwable throwable, Throwable cause) {
    if (cause == throwable) {
      return throwable;
    }
    try {
      return throwable.initCause(cause);
    } catch (IllegalStateException e) {
      Throwable other = standIn(written.get(number));
      made[number] = other;
      return other.getCause() == null ? initCause(other, cause) : other;
    }
  }

  private static Throwable initCause(Throwable throwable, Throwable cause) {
    try {
      return throwable.initCause(cause);
    } catch (IllegalStateException e) {
      throwable.addSuppressed(cause);
      return throwable;
    }
  }

  private static void suppress(Throwable throwable, Throwable suppressed) {
    if (throwable != suppressed) {
      throwable.addSuppressed(suppressed);
    }
  }

  private static Throwable create(Written one) {
    boolean ofJdk = one.className().startsWith("java.");
    Throwable own =
        ofJdk && (one.kind() == Kind.OTHER || one.kind() == Kind.ASSERTION) ? ofJdk(one) : null;
    return own != null ? own : standIn(one);
  }

  /** Asks the boot loader alone, so that nobody else's class is initialised. */
  private static Throwable ofJdk(Written one) {
    try {
      Class<? extends Throwable> type =
          Class.forName(one.className(), false, null).asSubclass(Throwable.class);
      Throwable made =
          one.message() == null
              ? type.getConstructor().newInstance()
              : withMessage(type, one.message());
      return one.looksLike(made) ? made : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static Throwable withMessage(Class<? extends Throwable> type, String message)
      throws ReflectiveOperationException {
    return type == AssertionError.class
        ? new AssertionError(message)
        : type.getConstructor(String.class).newInstance(message);
  }

  private static Throwable standIn(Written one) {
    return switch (one.kind()) {
      case COMPARISON ->
          one.expected() != null && one.actual() != null
              ? new StandIn.OfComparison(one.text(), one.message(), one.expected(), one.actual())
              : new StandIn.OfComparison(one.text(), one.message());
      case FAILURES -> new StandIn.OfFailures(one.text(), one.message());
      case ABORTED -> new StandIn.OfAborted(one.text(), one.message());
      case ASSERTION -> new StandIn.OfAssertion(one.text(), one.message());
      case OTHER -> new StandIn.OfException(one.text(), one.message());
    };
  }
}
