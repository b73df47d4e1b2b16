package dev.tcpunit.junit;

/** What becomes of a test that needs a capture or a link where there is no way to one. */
public enum WhenUnavailable {
  /** What the setting {@code tcpunit.unavailable} says, or {@link #FAIL}. */
  AS_CONFIGURED,
  /** It fails, and says what was tried and what to do. */
  FAIL,
  /** It is skipped; how many were is said at the end of the run. */
  SKIP,
  /**
   * It is skipped on other systems than Linux, where TcpUnit has no private network to offer, and
   * fails on Linux: there something is to be mended.
   */
  SKIP_ELSEWHERE
}
