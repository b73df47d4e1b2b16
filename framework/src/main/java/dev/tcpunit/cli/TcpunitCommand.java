package dev.tcpunit.cli;

import dev.tcpunit.internal.notation.Printable;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** What the commands belong to; the only way to them that needs a parser. */
@Command(
    name = "tcpunit",
    header = "Says what happened on the wire: reads captures of TCP connections.",
    description =
        "%nReads pcap and pcapng, plain or packed by gzip or zstd, and what tcpdump prints as"
            + " text.%n",
    footer = {
      "",
      "Examples:",
      "  tcpunit analyze upload.pcapng              one line for each connection",
      "  tcpunit analyze -s --filter :8081 a.pcap   every segment from or to port 8081",
      "  tcpunit analyze --html a.html a.pcap       a page that shows what happened",
      "  tcpunit explain upload.pcapng              what happened, step by step",
      "  tcpdump -w - port 8081 | tcpunit analyze -",
      "  tcpunit analyze --assert hasCleanFin a.pcap  asks a rule of each connection",
      "",
      "Exit status: 0 all was read; 1 an input could not be read to its end, what",
      "could be is shown; 2 wrong usage; 3 an --assert is violated; 4 it cannot be told."
    },
    mixinStandardHelpOptions = true,
    versionProvider = TcpunitCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AnalyzeCommand.class,
      ExplainCommand.class,
      RulesCommand.class,
      SuggestCommand.class,
      DoctorCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    })
final class TcpunitCommand implements Runnable {
  private final InputStream in;
  private final OutputStream out;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private TcpunitCommand(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Understands the arguments and does what they say. */
  static int run(InputStream in, OutputStream out, PrintWriter err, String... arguments) {
    PrintWriter text = new PrintWriter(out);
    CommandLine commandLine = new CommandLine(new TcpunitCommand(in, out));
    commandLine.setOut(text).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(TcpunitCommand::explainUsage);
    int status = commandLine.execute(arguments);
    text.flush();
    return status;
  }

  /** Says what is wrong and where help is; the whole help would bury the first. */
  private static int explainUsage(CommandLine.ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    String message = "tcpunit: " + error.getMessage();
    message.lines().map(Printable::of).forEach(command.getErr()::println);
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("Try '" + name + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  /** What {@code -} stands for. */
  InputStream in() {
    return in;
  }

  /** Where results go that are no text of this system's encoding. */
  OutputStream out() {
    return out;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given: analyze, explain, rules, suggest or doctor");
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = TcpunitCommand.class.getPackage().getImplementationVersion();
      return new String[] {"tcpunit " + (version == null ? "(not packaged)" : version)};
    }
  }
}
