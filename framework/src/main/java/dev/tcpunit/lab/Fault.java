package dev.tcpunit.lab;

/**
 * What happens to which packets on a {@link Link}, such as <i>drop client data 5</i>. Made by the
 * methods of {@link Faults}.
 *
 * <p>A fault is an immutable value: it can be applied to any number of links, and counts for each
 * of them anew. One that never strikes is a mistake in the test, unless it is {@link #optional()}.
 */
public final class Fault {
  private final String text;
  private final Packets packets;
  private final Action action;
  private final FaultPeriod span;
  private final boolean optional;

  Fault(String text, Packets packets, Action action, FaultPeriod span) {
    this(text, packets, action, span, false);
  }

  private Fault(String text, Packets packets, Action action, FaultPeriod span, boolean optional) {
    this.text = text;
    this.packets = packets;
    this.action = action;
    this.span = span;
    this.optional = optional;
  }

  Packets packets() {
    return packets;
  }

  Action action() {
    return action;
  }

  FaultPeriod span() {
    return span;
  }

  /**
   * The same fault, but one that need not strike: a test does not fail if it never does.
   *
   * @return a fault that {@link Link#unfiredFaults()} leaves out
   */
  public Fault optional() {
    return new Fault(text, packets, action, span, true);
  }

  /**
   * Whether it may be that the fault never strikes.
   *
   * @return true if it is {@link #optional()}
   */
  public boolean isOptional() {
    return optional;
  }

  /**
   * The fault in words.
   *
   * @return such as {@code drop client data 5}
   */
  @Override
  public String toString() {
    return text;
  }
}
