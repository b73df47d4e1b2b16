package dev.tcpunit.internal.junit;

/** Whether continuous integration runs this, so that nobody looks at the files it writes. */
public final class ContinuousIntegration {
  private ContinuousIntegration() {}

  /** As build servers say of themselves. */
  public static boolean isHere() {
    String ci = System.getenv("CI");
    return ci != null && !ci.isBlank() && !ci.equals("false");
  }
}
