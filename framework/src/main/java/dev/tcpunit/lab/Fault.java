package dev.tcpunit.lab;

import dev.tcpunit.internal.lab.FaultRule;

/**
 * What happens to which packets on a {@link Link}, such as <i>drop client data 5</i>. Made by the
 * methods of {@link Faults}.
 *
 * <p>A fault is an immutable value: it can be applied to any number of links, and counts for each
 * of them anew. One that never strikes is a mistake in the test, unless it is {@link #optional()}.
 */
public final class Fault {
  private final FaultRule rule;
  private final boolean optional;

  Fault(FaultRule rule) {
    this(rule, false);
  }

  private Fault(FaultRule rule, boolean optional) {
    this.rule = rule;
    this.optional = optional;
  }

  FaultRule rule() {
    return rule;
  }

  /**
   * The same fault, of which it is all the same whether it ever strikes.
   *
   * @return a fault that {@link Link#unfiredFaults()} leaves out
   */
  public Fault optional() {
    return new Fault(rule, true);
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
    return rule.toString();
  }
}
