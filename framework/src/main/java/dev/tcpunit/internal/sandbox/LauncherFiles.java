package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Writes what Surefire takes for a JDK: {@code bin/java}, and {@code release} beside it, without
 * which Surefire runs a modular project on the class path.
 */
final class LauncherFiles {
  private final SandboxRequest request;
  private final Programs programs;

  LauncherFiles(SandboxRequest request, Programs programs) {
    this.request = request;
    this.programs = programs;
  }

  /** A launcher that starts the JVM in a private network. */
  Path write(Strategy strategy, Map<String, String> refusedSysctls) throws IOException {
    writeLauncher(outside(strategy));
    writeHosts(HostsFile.ofThisHost().withDoors(request.doors()));
    Files.writeString(request.insideScript(), inside(strategy, refusedSysctls));
    return request.launcher();
  }

  private void writeHosts(HostsFile hosts) throws IOException {
    Files.deleteIfExists(request.hosts());
    Optional<String> text = hosts.text();
    if (text.isPresent()) {
      Files.writeString(request.hosts(), text.get());
    }
  }

  /** A launcher that starts the JVM as it is, for where there is no sandbox. */
  Path writePlain() throws IOException {
    writeLauncher(
        """
        #!/bin/sh
        # Written by TcpUnit: starts the JVM in the host's network.
        """
            + startingTheJvm("", ""));
    Files.deleteIfExists(request.insideScript());
    return request.launcher();
  }

  private String outside(Strategy strategy) throws IOException {
    return """
    #!/bin/sh
    # Written by TcpUnit: starts the JVM in a network of its own (%s).
    %s=%s
    %s=$(readlink /proc/self/ns/net)
    %s=%s
    export %2$s %4$s %5$s
    if [ "$(id -u)" != %s ] && ! %s /bin/sh -c : 2>/dev/null; then
      echo %s >&2
      echo %s >&2
      exit 1
    fi
    %s
    exec %s /bin/sh %s "$@"
    """
        .formatted(
            strategy.description(),
            CurrentSandbox.STRATEGY_VARIABLE,
            strategy.label(),
            CurrentSandbox.OUTSIDE_VARIABLE,
            SteadyNetwork.CONGESTION_VARIABLE,
            Shell.quoted(request.sysctls().getOrDefault(CongestionControl.SYSCTL, "")),
            uid(),
            strategy.entering(programs),
            Shell.quoted(
                "TcpUnit: uid %s made this launcher, whose way to a private network is %s."
                    .formatted(uid(), strategy.description())),
            Shell.quoted(
                "Who runs it now may not go that way. Remove %s and make it anew as this user: run"
                        .formatted(request.directory())
                    + " the goal tcpunit:sandbox, or set tcpunit.sandbox=off."),
            new DoorScript(request).outside(),
            strategy.entering(programs),
            Shell.quoted(request.insideScript().toString()));
  }

  /** A launcher may be run by another user than the one for whom a way was found. */
  private static String uid() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
  }

  private String inside(Strategy strategy, Map<String, String> refusedSysctls) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("# Written by TcpUnit: prepares the private network, then becomes the JVM.");
    lines.add("set -e");
    lines.add(new InsideScript(request, programs).loopbackUp(HostAddresses.with(request.doors())));
    request.sysctls().entrySet().stream()
        .filter(sysctl -> !refusedSysctls.containsKey(sysctl.getKey()))
        .map(InsideScript::setting)
        .forEach(lines::add);
    lines.add(new DoorScript(request).inside(strategy.becomingTheCaller(programs)));
    if (request.channel()) {
      // Here, because sudo closes all but the three standard ones.
      lines.add("exec 3>&1 1>&2 4<&0 0</dev/null");
    }
    String options = strategy.jvmOptions() + hostsOption();
    lines.add(startingTheJvm(strategy.becomingTheCaller(programs), options));
    return lines.toString();
  }

  private String hostsOption() {
    return Files.exists(request.hosts())
        ? " " + Shell.quoted("-Djdk.net.hosts.file=" + request.hosts())
        : "";
  }

  private String startingTheJvm(String prefix, String options) {
    return """
    JAVA_HOME=%s
    export JAVA_HOME
    exec %s"$JAVA_HOME/bin/java" %s "$@"
    """
        .formatted(Shell.quoted(request.javaHome().toString()), prefix, options(options));
  }

  private String options(String ofStrategy) {
    // From JDK 24 on, JNA's native calls are warned about unless they are allowed (JEP 472).
    return JdkRelease.of(request.javaHome()).feature() >= 24
        ? "--enable-native-access=ALL-UNNAMED " + ofStrategy
        : ofStrategy;
  }

  private void writeLauncher(String text) throws IOException {
    Files.createDirectories(request.launcher().getParent());
    Files.writeString(request.launcher(), text);
    Files.setPosixFilePermissions(request.launcher(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path release = request.javaHome().resolve(JdkRelease.FILE);
    if (Files.isRegularFile(release)) {
      Files.copy(
          release,
          request.directory().resolve(JdkRelease.FILE),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
