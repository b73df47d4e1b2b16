package dev.tcpunit.internal.junit;

/**
 * What the wire saw of a test that failed. Goes with its failure as a suppressed exception, so that
 * it is read wherever the failure is; it has no stack trace, for it happened nowhere in a program.
 */
final class WireStory extends Exception {
  private static final long serialVersionUID = 1;

  WireStory(String text) {
    super(text, null, false, false);
  }

  /** The text alone: the name of this class would tell a reader nothing. */
  @Override
  public String toString() {
    return getMessage();
  }
}
