package dev.tcpunit.cli;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.report.Explanation;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells in plain English what happened on one connection. */
@Command(
    name = "explain",
    header = "Tells in plain English what happened on one connection.",
    description = "%nEach step has its time and the numbers that its frames have in Wireshark.%n",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final int LISTED = 10;

  @ParentCommand private TcpunitCommand main;
  @Spec private CommandSpec spec;
  @Mixin private FilterOption filter;

  @Parameters(paramLabel = "FILE", description = "A capture or tcpdump text; - for standard input.")
  private String file;

  @Option(
      names = {"-c", "--connection"},
      paramLabel = "N",
      description = "The connection's number in the table of 'analyze'.")
  private Integer index;

  @Option(
      names = "--anonymous",
      description = "Leaves out addresses and ports, for issue trackers; payload is never shown.")
  private boolean anonymous;

  @Override
  public Integer call() {
    InputReader reader =
        new InputReader(main.in(), spec.commandLine().getErr(), AnalysisOptions.SEGMENTS);
    Optional<Trace> trace = reader.read(file);
    if (trace.isPresent() && !(reader.failed() && trace.get().connections().isEmpty())) {
      explain(theOneOf(trace.get()), spec.commandLine().getOut());
    }
    return reader.failed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private void explain(Connection connection, PrintWriter out) {
    if (anonymous) {
      Explanation.writeAnonymously(connection, out);
    } else {
      Explanation.write(connection, out);
    }
  }

  private Connection theOneOf(Trace trace) {
    List<Connection> chosen =
        trace.connections().stream()
            .filter(filter.predicate())
            .filter(connection -> index == null || connection.index() == index)
            .toList();
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    StringBuilder message = new StringBuilder();
    message.append(chosen.isEmpty() ? "No connection" : chosen.size() + " connections");
    message
        .append(" of ")
        .append(trace.connections().size())
        .append(" in ")
        .append(Printable.of(file));
    message.append(chosen.isEmpty() ? " fits" : " fit; choose one");
    message.append(" (--connection N, --filter ENDPOINT)");
    List<Connection> candidates = chosen.isEmpty() ? trace.connections() : chosen;
    candidates.stream()
        .limit(LISTED)
        .forEach(c -> message.append(String.format("%n  %d  %s", c.index(), c)));
    if (candidates.size() > LISTED) {
      message.append(String.format("%n  and %d more", candidates.size() - LISTED));
    }
    throw new ParameterException(spec.commandLine(), message.toString());
  }
}
