package dev.tcpunit.internal.sandbox;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a launcher is asked for.
 *
 * @param directory where it is written: {@code bin/java} and the files beside it
 * @param javaHome the JDK or JRE that it starts
 * @param sysctls kernel settings inside, by name such as {@code net.ipv4.tcp_ecn}
 */
public record SandboxRequest(Path directory, Path javaHome, Map<String, String> sysctls) {
  private static final Pattern NAME = Pattern.compile("net\\.[A-Za-z0-9_./-]+");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_. \\t-]+");

  /**
   * Checks the request.
   *
   * @throws IllegalArgumentException if a sysctl is not one of the network's, or its value is not a
   *     number or word
   */
  public SandboxRequest {
    directory = directory.toAbsolutePath().normalize();
    javaHome = javaHome.toAbsolutePath().normalize();
    sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
    sysctls.forEach(SandboxRequest::check);
  }

  private static void check(String name, String value) {
    // Others are the whole machine's, and a privileged launcher could really set them.
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "sysctl '%s': only names that begin with net. belong to a private network, such as"
                  .formatted(name)
              + " net.ipv4.tcp_ecn");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "sysctl %s: the value '%s' is not a number or word".formatted(name, value));
    }
  }

  /**
   * The settings that make tests repeatable, unless a test asks otherwise.
   *
   * <p>Without tail loss probes (RFC 8985 section 7) a lossless loopback does not retransmit, and
   * without saved metrics a test does not depend on the connections of the one before it.
   *
   * @return name and value, in the order in which they are set
   */
  public static Map<String, String> defaultSysctls() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("net.ipv4.tcp_early_retrans", "0");
    defaults.put("net.ipv4.tcp_no_metrics_save", "1");
    return defaults;
  }

  Path launcher() {
    return directory.resolve("bin").resolve("java");
  }

  Path insideScript() {
    return directory.resolve("inside.sh");
  }
}
