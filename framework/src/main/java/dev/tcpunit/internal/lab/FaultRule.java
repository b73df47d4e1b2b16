package dev.tcpunit.internal.lab;

/** What happens to which packets. Immutable; an {@link ArmedFault} counts. */
public final class FaultRule {
  private final String text;
  private final Selection selection;
  private final Action action;
  private final Span span;

  FaultRule(String text, Selection selection, Action action, Span span) {
    this.text = text;
    this.selection = selection;
    this.action = action;
    this.span = span;
  }

  Selection selection() {
    return selection;
  }

  Action action() {
    return action;
  }

  Span span() {
    return span;
  }

  @Override
  public String toString() {
    return text;
  }
}
