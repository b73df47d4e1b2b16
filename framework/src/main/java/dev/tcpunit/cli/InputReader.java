package dev.tcpunit.cli;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.TimeDisorder;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads inputs by their names, and says on standard error what could not be read. */
final class InputReader {
  private static final String STANDARD_INPUT = "-";
  private static final int MOST_WARNINGS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final InputStream in;
  private final PrintWriter err;
  private final AnalysisOptions options;
  private boolean failed;

  InputReader(InputStream in, PrintWriter err, AnalysisOptions options) {
    this.in = in;
    this.err = err;
    this.options = options;
  }

  /** Whether any input so far could not be read to its end. */
  boolean failed() {
    return failed;
  }

  /** The trace of an input, as far as it can be read; empty if it cannot be opened. */
  Optional<Trace> read(String name) {
    try {
      Trace trace =
          name.equals(STANDARD_INPUT)
              ? Traces.read(in, "standard input", options)
              : readFile(Path.of(name));
      if (trace.completeness().damage().isPresent()) {
        complain(name, words(trace.completeness().damage().get()));
      }
      warnOfUnread(name, trace);
      trace.completeness().timeDisorder().ifPresent(disorder -> warn(name, words(disorder)));
      return Optional.of(trace);
    } catch (NoSuchFileException e) {
      complain(name, "there is no such file");
    } catch (AccessDeniedException e) {
      complain(name, "may not be read by this user");
    } catch (IOException | InvalidPathException e) {
      complain(name, e.getMessage());
    }
    return Optional.empty();
  }

  private Trace readFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("is a folder");
    }
    try (InputStream stream = Progress.over(Files.newInputStream(file), file, err)) {
      return Traces.read(stream, file.toString(), options);
    }
  }

  private static String words(Completeness.Damage damage) {
    return "not read beyond byte " + damage.offset() + ": " + damage.reason();
  }

  private static String words(TimeDisorder disorder) {
    return String.format(
        Locale.ROOT,
        "%d segment%s out of order of time, by at most %.3f ms: sort the file with reordercap",
        disorder.segments(),
        disorder.segments() == 1 ? " is" : "s are",
        disorder.mostNanos() / NANOS_PER_MILLI);
  }

  private void complain(String name, String what) {
    failed = true;
    warn(name, what);
  }

  /** Says which lines of a text were not read; where no other was, nothing was read. */
  private void warnOfUnread(String name, Trace trace) {
    List<Completeness.UnreadLine> lines = trace.completeness().unreadLines();
    failed |= !lines.isEmpty() && trace.tcpSegments() == 0;
    lines.stream().limit(MOST_WARNINGS).forEach(line -> warn(name, line.toString()));
    if (lines.size() > MOST_WARNINGS) {
      warn(name, trace.ignored().malformed() - MOST_WARNINGS + " more lines could not be read");
    }
  }

  private void warn(String name, String what) {
    err.println(Printable.of("tcpunit: " + name + ": " + what));
  }
}
