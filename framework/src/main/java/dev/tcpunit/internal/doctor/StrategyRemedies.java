package dev.tcpunit.internal.doctor;

import dev.tcpunit.internal.sandbox.StrategyAttempt;

/** Names the one command that makes a strategy work, from what happened and the machine's facts. */
final class StrategyRemedies {
  private static final String UTIL_LINUX = "sudo apt-get install util-linux";

  /**
   * Gives a copy of unshare an AppArmor profile that confines nothing but allows user namespaces,
   * as Ubuntu has for each browser. The copy's path comes before /usr/bin where programs are looked
   * for.
   */
  private static final String ONE_COPY =
      """
      or, on a machine of your own, for one copy of unshare alone:
        sudo install /usr/bin/unshare /usr/local/bin/unshare
        printf '%s\\n' 'abi <abi/4.0>,' 'include <tunables/global>' \\
          'profile tcpunit /usr/local/bin/unshare flags=(unconfined) { userns, }' \\
          | sudo tee /etc/apparmor.d/tcpunit
        sudo apparmor_parser -r /etc/apparmor.d/tcpunit\
      """
          .indent(4)
          .stripTrailing();

  private final Machine machine;

  StrategyRemedies(Machine machine) {
    this.machine = machine;
  }

  Trial trial(StrategyAttempt attempt) {
    String name = attempt.strategy().label();
    return attempt.works()
        ? Trial.works(name)
        : new Trial(name, false, attempt.happened(), remedy(attempt));
  }

  private String remedy(StrategyAttempt attempt) {
    if (!machine.isLinux()) {
      return "";
    }
    if (attempt.happened().contains("unshare")
        && attempt.happened().startsWith("not on the PATH")) {
      return "install unshare: " + UTIL_LINUX;
    }
    return switch (attempt.strategy()) {
      case PRIVILEGED -> privileged();
      case USER_NAMESPACE, MAPPED_ROOT -> userNamespace();
      case SUDO -> sudo();
    };
  }

  private String privileged() {
    return machine.isContainer()
        ? "give the container the right to make namespaces: docker run --cap-add=SYS_ADMIN"
            + " --security-opt apparmor=unconfined ..."
        : "";
  }

  private String userNamespace() {
    if (machine.maxUserNamespaces() == 0) {
      return "allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000";
    }
    if (machine.userNamespacesSwitchedOff()) {
      return "allow user namespaces: sudo sysctl -w kernel.unprivileged_userns_clone=1";
    }
    if (machine.appArmorRestriction()) {
      return "lift AppArmor's restriction (Ubuntu 24.04), as a step of the CI job before Maven:"
          + " sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0\n"
          + ONE_COPY;
    }
    if (machine.seccomp()) {
      return "let the container's seccomp filter pass unshare: docker run"
          + " --security-opt seccomp=unconfined ... (as options: of a CI job's container:)";
    }
    return "";
  }

  private String sudo() {
    return machine.noNewPrivileges()
        ? ""
        : "let this user use sudo without a password, as hosted CI runners do";
  }
}
