package dev.tcpunit.internal.doctor;

import java.util.List;

/** Machines for the doctor's tests. */
final class Machines {
  private Machines() {}

  static Machine ordinary() {
    return machine("", false, false, false, 96364, false);
  }

  static Machine machine(
      String container,
      boolean seccomp,
      boolean noNewPrivileges,
      boolean appArmor,
      long maxUserNamespaces,
      boolean switchedOff) {
    return new Machine(
        "Linux 6.8.0",
        "17.0.15",
        "ci (uid 1000)",
        List.of(),
        container,
        seccomp,
        noNewPrivileges,
        appArmor,
        maxUserNamespaces,
        switchedOff,
        "");
  }
}
