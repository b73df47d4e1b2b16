package dev.tcpunit.cli;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.internal.suggest.SuggestedTest;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the test that holds in captures. */
@Command(
    name = "suggest",
    header = "Writes the Java test that holds in each of some captures of the same program.",
    description =
        "%nThe more runs were captured, the better it knows what stays from run to run.%n",
    mixinStandardHelpOptions = true)
final class SuggestCommand implements Callable<Integer> {
  @ParentCommand private TcpunitCommand main;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Captures or tcpdump text, one of each run; - for standard input.")
  private List<String> files;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      defaultValue = "CapturedTest",
      description = "What the test class is called (default: ${DEFAULT-VALUE}).")
  private String name;

  @Override
  public Integer call() {
    InputReader reader =
        new InputReader(main.in(), spec.commandLine().getErr(), AnalysisOptions.SEGMENTS);
    List<Trace> traces = new ArrayList<>();
    files.forEach(file -> reader.read(file).ifPresent(traces::add));
    if (reader.failed()) {
      return Main.FAILED;
    }
    try {
      spec.commandLine().getOut().print(new SuggestedTest(traces).source(name));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return Main.OK;
  }
}
