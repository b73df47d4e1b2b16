package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.stream.Stream;

/** Messages of an assertion on a trace that asks the same of every connection. */
public final class ShouldHoldForEveryConnection {
  private static final int MOST_LINES = 18;
  private static final int MOST_OTHERS = 3;
  private static final int WIDTH = 98;
  private static final int INDENT = 10;

  private final Trace trace;
  private final String assertion;

  public ShouldHoldForEveryConnection(Trace trace, String assertion) {
    this.trace = trace;
    this.assertion = assertion;
  }

  public String expectation() {
    return "satisfy " + assertion + "() in every connection";
  }

  public Finding held(String how) {
    return message().but(how);
  }

  /** With the first of the messages of the connections that fail, and the subjects of others. */
  public Finding failed(List<String> messages) {
    Finding message = message().but(of(messages.size()) + " failed");
    List<String> first =
        messages.get(0).lines().flatMap(ShouldHoldForEveryConnection::narrowed).toList();
    first.stream().limit(MOST_LINES).forEach(message::line);
    message.more(first.size() - MOST_LINES, "line");
    messages.stream()
        .skip(1)
        .limit(MOST_OTHERS)
        .map(each -> each.lines().skip(1).findFirst().orElseThrow().strip())
        .forEach(subject -> message.line("and " + subject));
    return message.more(messages.size() - 1 - MOST_OTHERS);
  }

  /** A line that is indented here, on two lines where it would else be too wide. */
  private static Stream<String> narrowed(String line) {
    int end = line.length() <= WIDTH ? -1 : line.lastIndexOf(' ', WIDTH);
    return end <= INDENT
        ? Stream.of(line)
        : Stream.of(
            line.substring(0, end).stripTrailing(), " ".repeat(INDENT) + line.substring(end + 1));
  }

  /** {@code 1 of 3 connections}. */
  public String of(int number) {
    return number + " of " + Wording.count(trace.connections().size(), "connection");
  }

  private Finding message() {
    return Finding.expecting(trace, expectation());
  }
}
