package dev.tcpunit.cli;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the connections of captures, for people or for programs. */
@Command(
    name = "analyze",
    header = "Lists the connections of captures: bytes, resends, how they opened and closed.",
    description =
        "%nWithout --segments memory grows with the number of connections alone, so a file of any"
            + " size can be read.%n",
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
  /** What the result is written as. */
  enum Format {
    TEXT,
    JSON
  }

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;
  @Mixin private FilterOption filter;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Captures or tcpdump text; - for standard input.")
  private List<String> files;

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      paramLabel = "text|json",
      description = "How to write the result; JSON as one line a file (default: text).")
  private Format format;

  @Option(
      names = {"-s", "--segments"},
      description = "Adds every segment, and in text what was found about it.")
  private boolean segments;

  @Option(
      names = "--link",
      paramLabel = "OWN,MIRRORED",
      converter = LinkConverter.class,
      description =
          "The addresses of the link whose both ends the capture holds, such as"
              + " 192.0.2.1,192.0.2.2. What TcpUnit captured on a link says so itself.")
  private LinkAddresses link;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    InputReader reader = new InputReader(main.in(), spec.commandLine().getErr(), options());
    Consumer<Trace> report = format == Format.JSON ? json(out) : text(out);
    for (String file : files) {
      reader.read(file).ifPresent(report);
    }
    return reader.failed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private AnalysisOptions options() {
    AnalysisOptions options = segments ? AnalysisOptions.SEGMENTS : AnalysisOptions.SUMMARY;
    AnalysisOptions digesting = options.digestingPayload(format == Format.JSON);
    return link == null ? digesting : digesting.overLink(link);
  }

  /** What picocli asks for addresses. */
  static final class LinkConverter implements CommandLine.ITypeConverter<LinkAddresses> {
    @Override
    public LinkAddresses convert(String text) {
      try {
        return LinkAddresses.parse(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }

  private Consumer<Trace> json(PrintWriter out) {
    JsonReport report = new JsonReport().only(filter.predicate());
    JsonReport chosen = segments ? report.withSegments() : report;
    return trace -> chosen.write(trace, out);
  }

  private Consumer<Trace> text(PrintWriter out) {
    TextReport report = new TextReport().only(filter.predicate());
    TextReport chosen = segments ? report.withLadder() : report;
    return trace -> {
      if (trace.packets() > 0 || trace.completeness().isComplete()) {
        chosen.write(trace, out);
      }
    };
  }
}
