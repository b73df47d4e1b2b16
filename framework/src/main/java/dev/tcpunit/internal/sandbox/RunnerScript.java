package dev.tcpunit.internal.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What a shell is told that a command of the user's has started elsewhere, in a container or on
 * another machine: to prepare the network there, if it is a private one, and to become the JVM. The
 * shell reads it from its standard input, on which the JVM goes on to read.
 *
 * @param directory the working directory there
 * @param classPath the class path there
 * @param sysctls kernel settings inside, see {@link Sysctls}
 * @param shut what is asked for and does not reach the JVM there, for its reports
 */
public record RunnerScript(
    String directory, String classPath, Map<String, String> sysctls, List<String> shut) {
  /** How the report names this way to a private network. */
  public static final String LABEL = "runner";

  /** The namespaces that a machine starts with have fixed numbers (linux/proc_ns.h). */
  private static final String FIRST_PROCESSES = "pid:[4026531836]";

  private static final String FIRST_USERS = "user:[4026531837]";

  /**
   * The text.
   *
   * @param options of the JVM, without its class path
   * @param main the main class, and what it is given
   */
  public String text(List<String> options, List<String> main) {
    StringBuilder text = new StringBuilder();
    text.append("cd ").append(Shell.quoted(directory)).append(" || exit 1\n");
    text.append(
        """
        java=java
        [ ! -x "$JAVA_HOME/bin/java" ] || java=$JAVA_HOME/bin/java
        here=$(readlink /proc/self/ns/net)
        outside=none
        # Where processes are not of a container, the network of the first one is the machine's; if
        # that is not to be seen, this one is, unless there are users of its own.
        if [ "$(readlink /proc/self/ns/pid)" = '%s' ]; then
          outside=$(readlink /proc/1/ns/net)
          [ -n "$outside" ] || [ "$(readlink /proc/self/ns/user)" != '%s' ] || outside=$here
        fi
        export %s=%s %s="${outside:-none}" %s=%s %s=%s
        if [ "$outside" != "$here" ]; then
        grep -q 127.0.0.1 /proc/net/fib_trie || ip link set lo up || %s
        refused=
        """
            .formatted(
                FIRST_PROCESSES,
                FIRST_USERS,
                CurrentSandbox.STRATEGY_VARIABLE,
                LABEL,
                CurrentSandbox.OUTSIDE_VARIABLE,
                SteadyNetwork.CONGESTION_VARIABLE,
                Shell.quoted(sysctls.getOrDefault(CongestionControl.SYSCTL, "")),
                SteadyNetwork.SHUT_VARIABLE,
                Shell.quoted(String.join(", ", shut)),
                loopbackUp()));
    sysctls.entrySet().stream().map(RunnerScript::trying).forEach(text::append);
    text.append("export ").append(SteadyNetwork.REFUSED_VARIABLE).append("=$refused\nfi\n");
    text.append("exec \"$java\" ").append(Shell.quoted(options));
    text.append(" -cp ").append(Shell.quoted(classPath)).append(' ').append(Shell.quoted(main));
    // Nothing else gets into the channel, whoever prints it.
    return text.append(" 3>&1 1>&2 4<&0 0</dev/null\n").toString();
  }

  private String loopbackUp() {
    return "\"$java\" -cp " + Shell.quoted(classPath) + " " + LoopbackUp.class.getName();
  }

  /** The congestion control has another way, which the JVM goes and names itself. */
  private static String trying(Map.Entry<String, String> sysctl) {
    String otherwise =
        sysctl.getKey().equals(CongestionControl.SYSCTL)
            ? ":"
            : "refused=\"$refused \"" + Shell.quoted(sysctl.getKey());
    return "{ %s; } 2>/dev/null || %s\n".formatted(InsideScript.setting(sysctl), otherwise);
  }
}
