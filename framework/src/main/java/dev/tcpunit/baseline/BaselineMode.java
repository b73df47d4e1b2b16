package dev.tcpunit.baseline;

/** What becomes of the files of baselines: the setting {@code tcpunit.baseline}. */
public enum BaselineMode {
  /**
   * A baseline that is missing is written, and the test fails once so that somebody looks at it;
   * where the environment variable {@code CI} is set it only fails. The default.
   */
  AUTO,
  /** What is seen is accepted: a missing or different baseline is written, others gather a run. */
  UPDATE,
  /** No baseline is written. */
  NONE,
  /** As {@link #AUTO}, and what is better than its baseline becomes the baseline. */
  RATCHET
}
