package dev.tcpunit.cli;

import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.rule.TcpRule;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
        "%nWithout --segments, --ladder, --html and --assert memory grows with the number of"
            + " connections alone, so a file of any size can be read.%n",
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
  @ParentCommand private TcpunitCommand main;
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
  private Analysis.Format format;

  @Option(
      names = {"-s", "--segments"},
      description = "Adds every segment, and in text what was found about it.")
  private boolean segments;

  @Option(
      names = "--ladder",
      description =
          "Adds a ladder of each connection to the text: an arrow for each segment, runs of"
              + " ordinary ones folded; in colours on a terminal.")
  private boolean ladder;

  @Option(
      names = "--html",
      paramLabel = "PAGE",
      description =
          "Writes besides a page of HTML that shows the connections; it needs nothing else. Of one"
              + " FILE.")
  private Path page;

  @Option(
      names = "--digest",
      description =
          "Adds to JSON the SHA-256 of each flow's payload, which costs more time than all else.")
  private boolean digest;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "" + Analysis.MOST_LISTED,
      description =
          "How many connections to list as text at most; 0 for all (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--assert",
      paramLabel = "RULE",
      converter = RuleConverter.class,
      description =
          "A rule that must hold of each connection, such as hasCleanFin or"
              + " 'client(hasByteCount(154297))'; 'tcpunit rules' lists them. Given again, each is"
              + " asked. Exit status 3: one is violated, 4: one cannot be told.")
  private List<TcpRule> rules = List.of();

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
    CommandLine commandLine = spec.commandLine();
    if (page != null && files.size() > 1) {
      throw new CommandLine.ParameterException(commandLine, "--html takes one FILE");
    }
    return new Analysis(format, detail(), digest, filter.predicateOrNull(), link, most, rules, page)
        .run(files, main.in(), main.out(), commandLine.getErr());
  }

  private Analysis.Detail detail() {
    return ladder
        ? Analysis.Detail.LADDER
        : segments ? Analysis.Detail.SEGMENTS : Analysis.Detail.NONE;
  }

  /** What picocli asks for rules. */
  static final class RuleConverter implements CommandLine.ITypeConverter<TcpRule> {
    @Override
    public TcpRule convert(String text) {
      try {
        return TcpRule.of(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
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
}
