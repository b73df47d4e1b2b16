package dev.tcpunit.cli;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What {@code analyze} does once its command line is understood. */
final class Analysis {
  /** What the result is written as. */
  enum Format {
    TEXT,
    JSON
  }

  private static final String NAME = "analyze";

  /** More lines than anybody reads; a program reads JSON. */
  static final int MOST_LISTED = 1000;

  private final Format format;
  private final boolean segments;
  private final boolean digest;
  private final Predicate<Connection> filter;
  private final LinkAddresses link;
  private final int most;
  private final List<TcpRule> rules;

  /**
   * Takes what was asked for.
   *
   * @param digest whether to digest the payload
   * @param filter lets through the connections to show, or null for all
   * @param link the link whose both ends the capture holds, or null
   * @param most how many connections to list as text, or 0 for all
   * @param rules what to ask of them
   */
  Analysis(
      Format format,
      boolean segments,
      boolean digest,
      Predicate<Connection> filter,
      LinkAddresses link,
      int most,
      List<TcpRule> rules) {
    this.format = format;
    this.segments = segments;
    this.digest = digest;
    this.filter = filter;
    this.link = link;
    this.most = most;
    this.rules = rules;
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
    Assertions assertions = new Assertions(rules, filter == null ? connection -> true : filter);
    for (String file : files) {
      Optional<Trace> trace = reader.read(file);
      if (trace.isPresent()) {
        report(trace.get(), out);
        assertions.judge(trace.get(), format == Format.JSON ? err : out);
      }
    }
    return assertions.status(reader.failed() ? Main.FAILED : Main.OK);
  }

  private AnalysisOptions options() {
    boolean keep = segments || !rules.isEmpty();
    AnalysisOptions options = keep ? AnalysisOptions.SEGMENTS : AnalysisOptions.SUMMARY;
    AnalysisOptions digesting = options.digestingPayload(digest || !rules.isEmpty());
    return link == null ? digesting : digesting.overLink(link);
  }

  private void report(Trace trace, PrintWriter out) {
    if (format == Format.JSON) {
      JsonReport all = new JsonReport();
      JsonReport chosen = filter == null ? all : all.only(filter);
      (segments ? chosen.withSegments() : chosen).write(trace, out);
    } else if (trace.packets() > 0 || trace.completeness().isComplete()) {
      TextReport all = most == 0 ? new TextReport() : new TextReport().atMost(most);
      TextReport chosen = filter == null ? all : all.only(filter);
      (segments ? chosen.withLadder() : chosen).write(trace, out);
    }
  }
}
