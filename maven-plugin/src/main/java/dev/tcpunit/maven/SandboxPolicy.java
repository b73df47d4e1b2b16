package dev.tcpunit.maven;

/** What {@code tcpunit.sandbox} may say. */
public enum SandboxPolicy {
  /** A private network, or the build fails. */
  REQUIRED,
  /** A private network where there is a way; else the host's, if capturing works there. */
  AUTO,
  /** The host's network. */
  OFF
}
