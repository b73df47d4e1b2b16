package dev.tcpunit.internal.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways to a private network, in the order in which they are tried. */
public enum Strategy {
  /** The caller may make a network namespace as it is: root, or CAP_SYS_ADMIN. */
  PRIVILEGED("privileged", "a new network namespace, made by a privileged user"),

  /** The caller keeps its own uid in a new user namespace, in which it has all capabilities. */
  USER_NAMESPACE("user-namespace", "a user namespace that keeps the uid"),

  /** The same with the caller's uid shown as 0, for older or smaller unshare programs. */
  MAPPED_ROOT("user-namespace-as-root", "a user namespace that shows the user as root"),

  /** sudo without a password makes the namespace; the JVM gets the caller's uid back. */
  SUDO("sudo", "sudo without a password");

  private final String label;
  private final String description;

  Strategy(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /**
   * The name in logs, in reports and in the doctor's output.
   *
   * @return such as {@code user-namespace}
   */
  public String label() {
    return label;
  }

  /**
   * What it does, as half a sentence.
   *
   * @return such as {@code sudo without a password}
   */
  public String description() {
    return description;
  }

  /** The programs without which it cannot work. */
  List<String> programs() {
    return this == SUDO ? List.of("unshare", "sudo", "setpriv", "env", "id") : List.of("unshare");
  }

  /** Shell words that run the command after them in a new network namespace. */
  String entering(Programs programs) {
    String unshare = Shell.quoted(path(programs, "unshare"));
    return switch (this) {
      case PRIVILEGED -> unshare + " -n --";
      case USER_NAMESPACE -> unshare + " --map-current-user --keep-caps -n --";
      case MAPPED_ROOT -> unshare + " -U -r -n --";
      case SUDO -> enteringBySudo(programs, unshare);
    };
  }

  /** sudo -E leaves out or replaces these, by its policy or because it is setuid. */
  private static String enteringBySudo(Programs programs, String unshare) {
    List<String> words = new ArrayList<>();
    words.add(Shell.quoted(path(programs, "sudo")));
    words.add("-n -E --");
    words.add(Shell.quoted(path(programs, "env")));
    for (String kept : List.of("PATH", "HOME", "USER", "LOGNAME", "LD_LIBRARY_PATH")) {
      words.add("${" + kept + "+\"" + kept + "=$" + kept + "\"}");
    }
    words.add("\"TCPUNIT_UID=$(id -u)\" \"TCPUNIT_GID=$(id -g)\"");
    words.add("\"TCPUNIT_GROUPS=$(id -G | tr ' ' ,)\"");
    words.add(unshare + " -n --");
    return String.join(" ", words);
  }

  /** Shell words before the JVM, inside. */
  String becomingTheCaller(Programs programs) {
    if (this != SUDO) {
      return "";
    }
    return Shell.quoted(path(programs, "setpriv"))
        + " --reuid \"$TCPUNIT_UID\" --regid \"$TCPUNIT_GID\" --groups \"$TCPUNIT_GROUPS\""
        + " --inh-caps=+net_raw,+net_admin --ambient-caps=+net_raw,+net_admin -- ";
  }

  /** JVM options, as shell words. */
  String jvmOptions() {
    // The JVM asks the password file, where uid 0 is root at home in /root.
    return this == MAPPED_ROOT
        ? "${HOME:+\"-Duser.home=$HOME\"} ${LOGNAME:+\"-Duser.name=$LOGNAME\"}"
        : "";
  }

  private static String path(Programs programs, String name) {
    return programs.find(name).map(Path::toString).orElse(name);
  }
}
