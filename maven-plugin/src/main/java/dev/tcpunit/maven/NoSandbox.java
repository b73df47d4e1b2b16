package dev.tcpunit.maven;

import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.DiagnosisText;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** What happens where no strategy gives a private network. */
final class NoSandbox {
  private final Log log;
  private final SandboxPolicy policy;

  NoSandbox(Log log, SandboxPolicy policy) {
    this.log = log;
    this.policy = policy;
  }

  /** Goes on with a warning where the policy allows it and capturing works; else fails. */
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
    String required = policy == SandboxPolicy.REQUIRED ? ", and tcpunit.sandbox is required" : "";
    throw new MojoFailureException(
        "There is no way to a private network for the tests" + required + ".\n" + text);
  }
}
