package dev.tcpunit.cli;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.internal.file.PrivateFiles;
import dev.tcpunit.internal.html.Page;
import dev.tcpunit.internal.html.PageContent;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
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

  /** What follows the table about each connection. */
  enum Detail {
    NONE,
    SEGMENTS,
    LADDER
  }

  /** More lines than anybody reads; a program reads JSON. */
  static final int MOST_LISTED = 1000;

  private final Format format;
  private final Detail detail;
  private final boolean digest;
  private final Predicate<Connection> filter;
  private final LinkAddresses link;
  private final int most;
  private final List<TcpRule> rules;
  private final Path page;

  /**
   * Takes what was asked for.
   *
   * @param digest whether to digest the payload
   * @param filter lets through the connections to show, or null for all
   * @param link the link whose both ends the capture holds, or null
   * @param most how many connections to list as text, or 0 for all
   * @param rules what to ask of them
   * @param page the HTML file to write besides, or null
   */
  Analysis(
      Format format,
      Detail detail,
      boolean digest,
      Predicate<Connection> filter,
      LinkAddresses link,
      int most,
      List<TcpRule> rules,
      Path page) {
    this.format = format;
    this.detail = detail;
    this.digest = digest;
    this.filter = filter;
    this.link = link;
    this.most = most;
    this.rules = rules;
    this.page = page;
  }

  /** One that lists connections, as if nothing but files were named. */
  static Analysis of(Format format) {
    return new Analysis(format, Detail.NONE, false, null, null, MOST_LISTED, List.of(), null);
  }

  /** Writes what the files hold; the status says whether all could be read. */
  int run(List<String> files, InputStream in, OutputStream out, PrintWriter err) {
    PrintWriter text = new PrintWriter(out);
    InputReader reader = new InputReader(in, err, options());
    Assertions assertions = new Assertions(rules, filter == null ? connection -> true : filter);
    boolean written = true;
    for (String file : files) {
      Optional<Trace> trace = reader.read(file);
      if (trace.isPresent()) {
        report(trace.get(), out, text);
        assertions.judge(trace.get(), format == Format.JSON ? err : text);
        written &= page == null || writePage(trace.get(), err);
      }
    }
    text.flush();
    return assertions.status(reader.failed() || !written ? Main.FAILED : Main.OK);
  }

  private AnalysisOptions options() {
    boolean keep = detail != Detail.NONE || page != null || !rules.isEmpty();
    AnalysisOptions options = keep ? AnalysisOptions.SEGMENTS : AnalysisOptions.SUMMARY;
    AnalysisOptions digesting = options.digestingPayload(digest || !rules.isEmpty());
    return link == null ? digesting : digesting.overLink(link);
  }

  private void report(Trace trace, OutputStream out, PrintWriter text) {
    if (format == Format.JSON) {
      JsonReport all = new JsonReport();
      JsonReport chosen = filter == null ? all : all.only(filter);
      (detail == Detail.NONE ? chosen : chosen.withSegments()).write(trace, out);
    } else if (trace.packets() > 0 || trace.completeness().isComplete()) {
      TextReport all = most == 0 ? new TextReport() : new TextReport().atMost(most);
      TextReport chosen = filter == null ? all : all.only(filter);
      detailed(chosen).write(trace, text);
    }
  }

  private TextReport detailed(TextReport report) {
    return switch (detail) {
      case NONE -> report;
      case SEGMENTS -> report.withSegments();
      case LADDER -> report.withLadder(Terminal.takesColour(System.getenv()));
    };
  }

  private boolean writePage(Trace trace, PrintWriter err) {
    PageContent content = PageContent.ofCapture(trace, filter == null ? c -> true : filter);
    try (Writer out = PrivateFiles.overwriteText(page)) {
      out.write(Page.html(content));
      return true;
    } catch (IOException e) {
      err.println(Printable.of("tcpunit: cannot write " + page + ": " + e));
      return false;
    }
  }
}
