package dev.tcpunit.trace;

/** How sure it is what a segment is. */
public enum Confidence {
  /** The packets prove it. */
  CERTAIN,
  /** Everything else would be a rare chance, but the packets do not rule it out. */
  LIKELY,
  /** The packets do not tell. */
  UNDECIDED
}
