package dev.tcpunit.junit;

/** What becomes of a test that leaves connections open at its end. */
public enum Leaks {
  /** What the setting {@code tcpunit.leaks} says, or {@link #IGNORE}. */
  AS_CONFIGURED,
  /** Nothing: they may belong to a pool that other tests use. */
  IGNORE,
  /**
   * It fails, as by {@code hasNoOpenConnections()}, unless it has failed already: after its last
   * {@code AfterEach} method each connection that it opened is to be closed by both sides.
   */
  FAIL
}
