package dev.tcpunit.maven;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** Reads port numbers from a parameter. */
final class Ports {
  private static final int HIGHEST = 65_535;

  private Ports() {}

  static Set<Integer> of(List<String> texts) throws MojoFailureException {
    Set<Integer> ports = new LinkedHashSet<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      ports.add(port(text.strip()));
    }
    return ports;
  }

  private static int port(String text) throws MojoFailureException {
    if (text.matches("\\d{1,5}")) {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= HIGHEST) {
        return port;
      }
    }
    throw new MojoFailureException(
        "tcpunit.ports names '" + text + "', but a port is a number from 1 to " + HIGHEST);
  }
}
