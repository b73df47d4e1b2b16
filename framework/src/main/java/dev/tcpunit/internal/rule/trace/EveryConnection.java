package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.stream.Stream;

/** Every connection of a trace obeys a rule; that of a trace without any cannot be told. */
public record EveryConnection(Rule<Connection> rule) implements WaitingRule<Trace> {
  private static final int MOST_LINES = 18;
  private static final int MOST_OTHERS = 3;
  private static final int WIDTH = 98;
  private static final int INDENT = 10;

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public String source() {
    return rule.source();
  }

  @Override
  public Verdict judge(Trace trace, Patience patience) {
    Judgement judgement = new Judgement(name());
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    List<Verdict> failed =
        trace.connections().stream()
            .map(connection -> rule.judge(connection, patience))
            .filter(verdict -> !verdict.holds())
            .toList();
    if (failed.isEmpty()) {
      return judgement.holds(
          Finding.expecting(trace, expectation())
              .but(Wording.count(trace.connections().size(), "connection") + ", none failed"));
    }
    Finding found = failed(trace, failed.stream().map(Verdict::message).toList());
    boolean violated = failed.stream().anyMatch(v -> v.outcome() == Outcome.VIOLATED);
    return violated
        ? judgement.violatedByPresence(found)
        : judgement.cannotTell(found, "at least one connection cannot be told");
  }

  private String expectation() {
    return "satisfy " + name() + "() in every connection";
  }

  /** Shows the first of the messages of the connections that fail, and what others are about. */
  private Finding failed(Trace trace, List<String> messages) {
    String all = Wording.count(trace.connections().size(), "connection");
    Finding found =
        Finding.expecting(trace, expectation())
            .but("%d of %s failed".formatted(messages.size(), all));
    List<String> first = messages.get(0).lines().flatMap(EveryConnection::narrowed).toList();
    first.stream().limit(MOST_LINES).forEach(found::line);
    found.more(first.size() - MOST_LINES, "line");
    messages.stream()
        .skip(1)
        .limit(MOST_OTHERS)
        .map(each -> each.lines().skip(1).findFirst().orElseThrow().strip())
        .forEach(subject -> found.line("and " + subject));
    return found.more(messages.size() - 1 - MOST_OTHERS);
  }

  /** A line as it is, or as two where it would be too wide with the indent that it gets. */
  private static Stream<String> narrowed(String line) {
    int end = line.length() <= WIDTH ? -1 : line.lastIndexOf(' ', WIDTH);
    return end <= INDENT
        ? Stream.of(line)
        : Stream.of(
            line.substring(0, end).stripTrailing(), " ".repeat(INDENT) + line.substring(end + 1));
  }
}
