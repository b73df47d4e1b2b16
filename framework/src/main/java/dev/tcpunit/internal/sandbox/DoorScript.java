package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.door.DoorMain;
import dev.tcpunit.internal.door.Doors;
import dev.tcpunit.internal.door.OpenDoors;
import java.util.List;

/** The shell text that starts the two processes at the doors, where there are any. */
final class DoorScript {
  private static final String DEBUGGER = SandboxLauncher.DEBUGGER_VARIABLE;

  /** The options in the environment, such as a debugger's, are for the JVM of the tests. */
  private static final String WITHOUT_OPTIONS =
      "env -u JAVA_TOOL_OPTIONS -u JDK_JAVA_OPTIONS -u _JAVA_OPTIONS ";

  private final SandboxRequest request;

  DoorScript(SandboxRequest request) {
    this.request = request;
  }

  /** Before the namespace is entered: the arguments are those of the JVM. */
  String outside() {
    Doors doors = request.doors();
    String always = doors.equals(Doors.NONE) ? "" : "always";
    return """
    %1$s=${%1$s-}
    for word do
      case $word in -agentlib:jdwp=* | -Xrunjdwp:*) %1$s=$word ;; esac
    done
    unset %2$s
    if [ -n "%3$s$%1$s" ]; then
      %2$s=$(mktemp -d "${TMPDIR:-/tmp}/tcpunit-doors.XXXXXX") || exit 1
      export %1$s %2$s
      %4$s%5$s </dev/null >"$%2$s/outside.log" 2>&1 &
    fi
    """
        .formatted(DEBUGGER, OpenDoors.FOLDER_VARIABLE, always, keeping("", "outside"), watching());
  }

  /**
   * In the namespace, before the JVM's streams are laid. The pipe that it holds as descriptor 9
   * ends with it.
   */
  String inside(String becomingTheCaller) {
    return """
    if [ -n "${%2$s-}" ]; then
      mkfifo -m 666 "$%2$s/alive" "$%2$s/ready"
      %3$s <"$%2$s/alive" >"$%2$s/ready" 2>"$%2$s/inside.log" &
      exec 9>"$%2$s/alive"
      read -r answer <"$%2$s/ready" || :
      if [ "$answer" != open ]; then
        echo "TcpUnit: no door to the private network: $answer" >&2
        cat "$%2$s"/*.log >&2
        exit 1
      fi
    fi
    unset %1$s
    """
        .formatted(DEBUGGER, OpenDoors.FOLDER_VARIABLE, keeping(becomingTheCaller, "inside"));
  }

  /** A JVM whose requests come by a channel ends with the one that makes them. */
  private String watching() {
    return request.channel() ? " \"$PPID\" $$" : "";
  }

  private String keeping(String prefix, String side) {
    List<String> words =
        List.of(
            request.javaHome().resolve("bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-Xss256k",
            "-cp",
            InsideScript.origin(DoorMain.class),
            DoorMain.class.getName(),
            side);
    Doors doors = request.doors();
    return WITHOUT_OPTIONS
        + prefix
        + Shell.quoted(words)
        + " \"$%s\" ".formatted(OpenDoors.FOLDER_VARIABLE)
        + Shell.quoted(List.of(doors.forward(), doors.expose()))
        + " \"$%s\"".formatted(DEBUGGER);
  }
}
