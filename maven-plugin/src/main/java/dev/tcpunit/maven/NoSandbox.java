package dev.tcpunit.maven;

import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.DiagnosisText;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** What happens where no strategy gives a private network, or none is asked for one. */
final class NoSandbox {
  private static final String REQUIRED = ", and tcpunit.sandbox is required";

  private final Log log;
  private final SandboxPolicy policy;
  private final boolean skips;

  /**
   * Makes a report.
   *
   * @param skips whether tests that cannot capture are to be skipped, so that the build goes on
   */
  NoSandbox(Log log, SandboxPolicy policy, boolean skips) {
    this.log = log;
    this.policy = policy;
    this.skips = skips;
  }

  /**
   * Goes on with a warning where the policy allows it and capturing works, or tests are to be
   * skipped; else fails.
   */
  void report(Diagnosis diagnosis) throws MojoFailureException {
    String text = String.join("\n", new DiagnosisText(diagnosis).lines());
    if (policy == SandboxPolicy.AUTO && diagnosis.worksOnHost()) {
      log.warn(
          """
          There is no way to a private network: tests run in the host's, where tcpunit.sysctls are
          not set. Tail loss probes there may look like retransmissions; this stops them:
          sudo sysctl -w net.ipv4.tcp_early_retrans=0
          """
              + text);
      return;
    }
    if (policy == SandboxPolicy.AUTO && skips) {
      log.warn(
          "There is no way to capture here: tests that need it are skipped"
              + " (tcpunit.unavailable).\n"
              + text);
      return;
    }
    String required = policy == SandboxPolicy.REQUIRED ? REQUIRED : "";
    throw new MojoFailureException(
        "There is no way to a private network for the tests" + required + ".\n" + text);
  }

  /** The settings leave all tests outside: a warning, or a failure where that is not allowed. */
  void reportUnforked() throws MojoFailureException {
    String text =
        "No test runs in a private network: tcpunit.sandbox.scope=tests leaves the JVM of the tests"
            + " in the host's, and tcpunit.fork=never its annotated tests too";
    if (policy == SandboxPolicy.REQUIRED) {
      throw new MojoFailureException(text + REQUIRED + ".");
    }
    log.warn(text + ".");
  }
}
