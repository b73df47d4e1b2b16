package dev.tcpunit.junit;

/** What becomes of a test that leaves connections open. */
public enum Leaks {
  /** What the setting {@code tcpunit.leaks} says, or {@link #IGNORE}. */
  AS_CONFIGURED,
  /** Nothing: they may belong to a pool that other tests use. */
  IGNORE,
  /**
   * It fails, as by {@code hasNoOpenConnections()}, unless it has failed already: after its last
   * {@code AfterEach} method each connection that it opened is to be closed by both sides.
   */
  FAIL,
  /**
   * Its class fails: what its tests, and those of its nested classes, leave open is to be closed
   * when the outermost class is over, after the last {@code AfterAll} method. This is for tests
   * that share a client which keeps connections for the next request. A test over a link of its own
   * is judged at its end, as by {@link #FAIL}: nothing outlives the link.
   */
  FAIL_AFTER_CLASS,
  /**
   * The build fails, at {@code tcpunit:check}: what the tests of a JVM leave open is to be closed
   * when it ends, by its shutdown hooks at the latest. This is for a client that all classes share,
   * in a static field or a context that is kept. Other runners than Maven say it on standard error
   * only. A test over a link of its own is judged at its end, as by {@link #FAIL}.
   */
  FAIL_AFTER_JVM
}
