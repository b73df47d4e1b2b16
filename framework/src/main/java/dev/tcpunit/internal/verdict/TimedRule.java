package dev.tcpunit.internal.verdict;

/**
 * A rule whose verdict turns on when segments were captured, not on their order alone. Of a text
 * that has no times it can tell nothing.
 */
public interface TimedRule {
  /** Whether this one does; false only where a rule has forms that do not. */
  default boolean isTimed() {
    return true;
  }
}
