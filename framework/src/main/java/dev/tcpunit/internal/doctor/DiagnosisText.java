package dev.tcpunit.internal.doctor;

import java.util.ArrayList;
import java.util.List;

/** A diagnosis for people, in lines of at most 100 columns where the system's words allow. */
public final class DiagnosisText {
  private final Diagnosis diagnosis;

  /**
   * Makes the text.
   *
   * @param diagnosis what was found
   */
  public DiagnosisText(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /**
   * The text, line by line.
   *
   * @return without line ends
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    addMachine(lines);
    lines.add("");
    lines.add("Private network for the JVM of the tests (goal tcpunit:sandbox):");
    diagnosis.strategies().forEach(trial -> lines.add(line(trial)));
    lines.add("Capture in the private network:");
    if (diagnosis.enginesInSandbox().isEmpty()) {
      lines.add("  not tried, there is none");
    }
    diagnosis.enginesInSandbox().forEach(trial -> lines.add(line(trial)));
    if (!diagnosis.network().isEmpty()) {
      lines.add("  " + diagnosis.network());
    }
    lines.add("Capture in the host's network (tcpunit.sandbox=off):");
    diagnosis.enginesOnHost().forEach(trial -> lines.add(line(trial)));
    lines.add("");
    addVerdict(lines);
    return lines;
  }

  private void addMachine(List<String> lines) {
    Machine machine = diagnosis.machine();
    lines.add("%s, Java %s".formatted(machine.system(), machine.java()));
    lines.add(
        "%s, %s"
            .formatted(
                machine.user(),
                machine.capabilities().isEmpty()
                    ? "no capability to capture"
                    : "capabilities " + String.join(", ", machine.capabilities())));
    add(lines, machine.isContainer(), "container: " + machine.container());
    add(lines, machine.seccomp(), "seccomp filters system calls");
    add(lines, machine.noNewPrivileges(), "no_new_privs: setuid programs such as sudo fail");
    add(lines, machine.appArmorRestriction(), "AppArmor restricts user namespaces");
    add(lines, machine.maxUserNamespaces() == 0, "user.max_user_namespaces is 0");
    add(lines, machine.userNamespacesSwitchedOff(), "kernel.unprivileged_userns_clone is 0");
    add(
        lines,
        !machine.sandbox().isEmpty(),
        "this process is in a private network itself (" + machine.sandbox() + ")");
  }

  private static void add(List<String> lines, boolean is, String line) {
    if (is) {
      lines.add(line);
    }
  }

  private static String line(Trial trial) {
    return trial.works()
        ? "  yes  " + trial.name()
        : "  no   %-22s %s".formatted(trial.name(), trial.happened());
  }

  private void addVerdict(List<String> lines) {
    if (diagnosis.worksInSandbox()) {
      lines.add("Tests can be captured here, in a private network. Nothing needs to be done.");
      return;
    }
    lines.add(
        diagnosis.worksOnHost()
            ? "Tests can be captured here, but only in the host's network."
            : "Tests cannot be captured here.");
    List<String> remedies = diagnosis.remedies();
    if (!remedies.isEmpty()) {
      lines.add(remedies.size() == 1 ? "What helps:" : "What helps, any one of these:");
      remedies.forEach(remedy -> ("  - " + remedy).lines().forEach(lines::add));
    }
  }
}
