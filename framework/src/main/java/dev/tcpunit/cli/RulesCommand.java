package dev.tcpunit.cli;

import dev.tcpunit.rule.RuleDescription;
import dev.tcpunit.rule.TcpRule;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what {@code analyze --assert} can ask. */
@Command(
    name = "rules",
    header = "Lists the rules that 'analyze --assert' and the Maven plugin's 'check' can ask.",
    mixinStandardHelpOptions = true)
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (RuleDescription.Subject subject : RuleDescription.Subject.values()) {
      List<RuleDescription> rules =
          TcpRule.all().stream().filter(rule -> rule.subject() == subject).toList();
      int width = rules.stream().mapToInt(rule -> rule.signature().length()).max().orElse(1);
      out.println(title(subject));
      rules.forEach(
          rule -> out.printf("  %-" + width + "s  %s%n", rule.signature(), rule.meaning()));
      out.println();
    }
    out.println(
        "Times are written 40ms (ns, us, ms, s), parts 0.02 or 2%, sides CLIENT or SERVER.");
  }

  private static String title(RuleDescription.Subject subject) {
    return switch (subject) {
      case TRACE -> "Of all that was captured:";
      case CONNECTION -> "Of each connection:";
      case FLOW -> "Of one side, in client(...), server(...) or upload(...):";
    };
  }
}
