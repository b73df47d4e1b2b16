package dev.tcpunit.internal.sandbox;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shell text that runs in the new network namespace, before the JVM. */
final class InsideScript {
  private final SandboxRequest request;
  private final Programs programs;

  InsideScript(SandboxRequest request, Programs programs) {
    this.request = request;
    this.programs = programs;
  }

  /** Shell words that bring the loopback interface up. */
  String loopbackUp() {
    Optional<Path> ip = programs.find("ip");
    if (ip.isPresent()) {
      return Shell.quoted(ip.get().toString()) + " link set lo up";
    }
    List<String> words =
        List.of(
            request.javaHome().resolve("bin/java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            origin(LoopbackUp.class) + File.pathSeparator + origin(com.sun.jna.Native.class),
            LoopbackUp.class.getName());
    return Shell.quoted(words);
  }

  /** Shell text that sets what the kernel accepts, and prints a line for what it does not. */
  String tryingSysctls() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> sysctl : request.sysctls().entrySet()) {
      text.append("{ ").append(setting(sysctl)).append("; } 2>/dev/null || echo refused ");
      text.append(Shell.quoted(sysctl.getKey())).append('\n');
    }
    return text.toString();
  }

  /** Shell words that set one, and fail if the kernel refuses. */
  static String setting(Map.Entry<String, String> sysctl) {
    return "echo " + Shell.quoted(sysctl.getValue()) + " >" + Shell.quoted(file(sysctl.getKey()));
  }

  private static String file(String sysctl) {
    return "/proc/sys/" + sysctl.replace('.', '/');
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type.getName() + " was loaded from no file", e);
    }
  }
}
