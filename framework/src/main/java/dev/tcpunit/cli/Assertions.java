package dev.tcpunit.cli;

import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.rule.RuleVerdict;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Asks rules of captures, writes what they say, and knows the exit status of it. */
final class Assertions {
  private final List<TcpRule> rules;
  private final Predicate<Connection> filter;
  private final Set<Outcome> seen = EnumSet.noneOf(Outcome.class);

  Assertions(List<TcpRule> rules, Predicate<Connection> filter) {
    this.rules = rules;
    this.filter = filter;
  }

  /** Judges a capture; a capture in which nothing can be judged cannot tell. */
  void judge(Trace trace, PrintWriter out) {
    for (TcpRule rule : rules) {
      List<RuleVerdict> verdicts = rule.judge(trace, filter);
      verdicts.forEach(verdict -> write(verdict, out));
      if (verdicts.isEmpty()) {
        seen.add(Outcome.CANNOT_TELL);
        out.println(Printable.of("cannot tell  " + rule + ": no connection fits the filter"));
      }
    }
  }

  private void write(RuleVerdict verdict, PrintWriter out) {
    seen.add(verdict.outcome());
    String word =
        switch (verdict.outcome()) {
          case HOLDS -> "holds        ";
          case VIOLATED -> "VIOLATED     ";
          case CANNOT_TELL -> "cannot tell  ";
        };
    out.println(Printable.of(word + verdict.rule() + ": " + verdict.subject()));
    verdict.message().lines().map(line -> "  " + Printable.of(line)).forEach(out::println);
  }

  /** A violation is certain whatever else could not be read; what could not be read comes next. */
  int status(int ofReading) {
    if (seen.contains(Outcome.VIOLATED)) {
      return Main.VIOLATED;
    }
    return ofReading == Main.OK && seen.contains(Outcome.CANNOT_TELL)
        ? Main.CANNOT_TELL
        : ofReading;
  }
}
