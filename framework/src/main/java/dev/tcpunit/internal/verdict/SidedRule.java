package dev.tcpunit.internal.verdict;

/** A rule of a connection that asks what one side did: it needs to know which side is which. */
public interface SidedRule {
  /** Whether this one does; false only where a rule has forms that do not. */
  default boolean isSided() {
    return true;
  }
}
