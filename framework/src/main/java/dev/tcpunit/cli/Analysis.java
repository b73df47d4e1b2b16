package dev.tcpunit.cli;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What {@code analyze} does once its command line is understood. */
final class Analysis {
  /** What the result is written as. */
  enum Format {
    TEXT,
    JSON
  }

  private static final String NAME = "analyze";

  private final Format format;
  private final boolean segments;
  private final Predicate<Connection> filter;

  private final LinkAddresses link;

  /**
   * Takes what was asked for.
   *
   * @param link the link whose both ends the capture holds, or null
   */
  Analysis(Format format, boolean segments, Predicate<Connection> filter, LinkAddresses link) {
    this.format = format;
    this.segments = segments;
    this.filter = filter;
    this.link = link;
  }

  /**
   * Whether a command line is {@code analyze} and names of files alone. It then needs no parser,
   * which would take longer to start than most captures take to read.
   */
  static boolean isPlain(String... arguments) {
    if (arguments.length < 2 || !arguments[0].equals(NAME)) {
      return false;
    }
    for (String argument : arguments) {
      if (argument.isEmpty() || argument.length() > 1 && "-@".indexOf(argument.charAt(0)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes what the files hold; the status says whether all could be read. */
  int run(List<String> files, InputStream in, PrintWriter out, PrintWriter err) {
    InputReader reader = new InputReader(in, err, options());
    Consumer<Trace> report = format == Format.JSON ? json(out) : text(out);
    for (String file : files) {
      reader.read(file).ifPresent(report);
    }
    return reader.failed() ? Main.FAILED : Main.OK;
  }

  private AnalysisOptions options() {
    AnalysisOptions options = segments ? AnalysisOptions.SEGMENTS : AnalysisOptions.SUMMARY;
    AnalysisOptions digesting = options.digestingPayload(format == Format.JSON);
    return link == null ? digesting : digesting.overLink(link);
  }

  private Consumer<Trace> json(PrintWriter out) {
    JsonReport report = new JsonReport().only(filter);
    JsonReport chosen = segments ? report.withSegments() : report;
    return trace -> chosen.write(trace, out);
  }

  private Consumer<Trace> text(PrintWriter out) {
    TextReport report = new TextReport().only(filter);
    TextReport chosen = segments ? report.withLadder() : report;
    return trace -> {
      if (trace.packets() > 0 || trace.completeness().isComplete()) {
        chosen.write(trace, out);
      }
    };
  }
}
