package dev.tcpunit.maven;

import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.DiagnosisText;
import dev.tcpunit.internal.doctor.Doctor;
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
  void report() throws MojoFailureException {
    Diagnosis diagnosis = new Doctor().examine();
    String text = String.join("\n", new DiagnosisText(diagnosis).lines());
    if (policy == SandboxPolicy.AUTO && diagnosis.worksOnHost()) {
      log.warn("Tests run in the host's network: there is no way to a private one.\n" + text);
      return;
    }
    throw new MojoFailureException("There is no way to a private network for the tests.\n" + text);
  }
}
