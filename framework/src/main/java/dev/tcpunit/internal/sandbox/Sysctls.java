package dev.tcpunit.internal.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The network's kernel settings in a sandbox, by name such as {@code net.ipv4.tcp_ecn}. */
public final class Sysctls {
  private static final Pattern NAME = Pattern.compile("net\\.[A-Za-z0-9_./-]+");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_. \\t-]+");

  private Sysctls() {}

  /**
   * The settings that make tests repeatable, unless a test asks otherwise.
   *
   * <p>Without tail loss probes (RFC 8985 section 7) a lossless loopback does not retransmit, and
   * without saved metrics a test does not depend on the connections of the one before it. Cubic is
   * the congestion control of most hosts. Where a private network does not accept it, which takes
   * only what the host allows to everyone, its routes name it: see {@link SteadyNetwork}.
   *
   * @return name and value, in the order in which they are set
   */
  public static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("net.ipv4.tcp_early_retrans", "0");
    defaults.put("net.ipv4.tcp_no_metrics_save", "1");
    defaults.put(CongestionControl.SYSCTL, "cubic");
    return defaults;
  }

  /**
   * Reads settings as {@code name=value}, separated by commas or lines, over the defaults.
   *
   * @param text may be null or blank
   * @return the defaults, replaced and followed by what the text says
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Map<String, String> parse(String text) {
    Map<String, String> sysctls = defaults();
    if (text == null) {
      return sysctls;
    }
    for (String setting : text.split("[,\n]")) {
      if (!setting.isBlank()) {
        String[] parts = setting.split("=", 2);
        if (parts.length != 2) {
          throw new IllegalArgumentException(
              "'%s' is not of the form name=value".formatted(setting.strip()));
        }
        sysctls.put(parts[0].strip(), parts[1].strip());
      }
    }
    sysctls.forEach(Sysctls::check);
    return sysctls;
  }

  static void check(String name, String value) {
    // Others are the whole machine's, and a privileged launcher could really set them.
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "'%s' is not a sysctl of a private network: those begin with net., as net.ipv4.tcp_ecn"
              .formatted(name));
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the value '%s' of %s is not a number or word".formatted(value, name));
    }
  }
}
