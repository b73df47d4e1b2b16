package dev.tcpunit.internal.message.trace;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Messages of an assertion on a trace that asks the same of every connection. */
public final class ShouldHoldForEveryConnection {
  private static final int MOST_MESSAGES = 5;

  private final Trace trace;
  private final String assertion;

  public ShouldHoldForEveryConnection(Trace trace, String assertion) {
    this.trace = trace;
    this.assertion = assertion;
  }

  public String expectation() {
    return "satisfy " + assertion + "() in every connection";
  }

  public Message held(String how) {
    return message().but(how);
  }

  /** With the messages of the connections that fail, in the trace's order. */
  public Message failed(List<String> messages) {
    Message message = message().but(of(messages.size()) + " failed");
    for (String one : messages.subList(0, Math.min(MOST_MESSAGES, messages.size()))) {
      one.lines().forEach(message::line);
    }
    return message.more(messages.size() - MOST_MESSAGES);
  }

  /** {@code 1 of 3 connections}. */
  public String of(int number) {
    return number + " of " + Wording.count(trace.connections().size(), "connection");
  }

  private Message message() {
    return Message.expecting(trace, expectation());
  }
}
