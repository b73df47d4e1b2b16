package dev.tcpunit.maven;

/** What {@code tcpunit.sandbox.scope} may say. */
public enum SandboxScope {
  /** The whole JVM of the tests runs in a private network, with every test of the module. */
  JVM,
  /** That JVM stays in the host's network; annotated classes run in a child JVM of it. */
  TESTS
}
