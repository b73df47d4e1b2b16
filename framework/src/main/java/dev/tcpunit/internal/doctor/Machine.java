package dev.tcpunit.internal.doctor;

import java.util.List;

/**
 * The facts about this process and its kernel that decide what it may do.
 *
 * @param system the operating system's name and version
 * @param java the version of this JVM
 * @param user the user's name and number, where there are numbers
 * @param capabilities the effective capabilities that matter: net_raw, net_admin, sys_admin
 * @param container the container's kind, such as docker; empty outside
 * @param seccomp whether system calls are filtered
 * @param noNewPrivileges whether setuid programs such as sudo have no effect
 * @param appArmorRestriction whether AppArmor keeps ordinary users from user namespaces
 * @param maxUserNamespaces the limit, or -1 where there is none to read
 * @param userNamespacesSwitchedOff whether the kernel's switch for ordinary users is off
 * @param sandbox the strategy by which this very process is in a private network, or empty
 */
public record Machine(
    String system,
    String java,
    String user,
    List<String> capabilities,
    String container,
    boolean seccomp,
    boolean noNewPrivileges,
    boolean appArmorRestriction,
    long maxUserNamespaces,
    boolean userNamespacesSwitchedOff,
    String sandbox) {

  static final String HOW_TO_CAPTURE =
      "capture in the host's network: run Maven as root (in a default container that is enough)";

  /** Whether the kernel refuses packet sockets to this process. */
  boolean mayNotCapture() {
    return isLinux() && !capabilities.contains("net_raw");
  }

  boolean isLinux() {
    return system.startsWith("Linux");
  }

  boolean isContainer() {
    return !container.isEmpty();
  }
}
