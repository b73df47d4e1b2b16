package dev.tcpunit.baseline;

/** How what all connections of a run said, taken together, is to what was recorded. */
enum Dialogue {
  /** The same. */
  SAME,
  /** The same, over more connections. */
  OVER_MORE,
  /** Something else. */
  OTHER
}
