package dev.tcpunit.internal.verdict;

/** What a rule says of what was captured. */
public enum Outcome {
  HOLDS,
  VIOLATED,
  /** The capture does not hold what it takes to decide; fails in its own words, never passes. */
  CANNOT_TELL
}
