package dev.tcpunit.internal.sandbox;

import java.io.File;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * Shell text that brings the loopback interface up, with more addresses. One that the kernel does
   * not take, such as of IPv6 where that is off, is left out.
   */
  String loopbackUp(List<InetAddress> addresses) {
    Optional<Path> ip = programs.find("ip");
    if (ip.isEmpty()) {
      return loopbackUpByJvm(addresses);
    }
    String program = Shell.quoted(ip.get().toString());
    StringBuilder text = new StringBuilder(program + " link set lo up");
    for (InetAddress address : addresses) {
      text.append('\n').append(program).append(" address add ");
      text.append(HostAddresses.text(address)).append('/');
      text.append(HostAddresses.prefixLength(address)).append(" dev lo 2>/dev/null || :");
    }
    return text.toString();
  }

  private String loopbackUpByJvm(List<InetAddress> addresses) {
    List<String> words = new ArrayList<>();
    words.add(request.javaHome().resolve("bin/java").toString());
    words.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.add("-cp");
    words.add(origin(LoopbackUp.class) + File.pathSeparator + origin(com.sun.jna.Native.class));
    words.add(LoopbackUp.class.getName());
    addresses.stream().map(HostAddresses::text).forEach(words::add);
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

  /** Where a class was loaded from. */
  static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type.getName() + " was loaded from no file", e);
    }
  }
}
