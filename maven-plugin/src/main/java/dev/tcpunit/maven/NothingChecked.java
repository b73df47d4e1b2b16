package dev.tcpunit.maven;

import java.io.File;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a check had no connection to judge. It cannot tell: it must not pass for one that found no
 * fault.
 */
final class NothingChecked {
  private static final String HOW_TO_GET_ONE =
      "\nTests leave a capture with tcpunit.artifacts=always, start and stop always do.";

  private NothingChecked() {}

  static String message(
      File folder,
      BuildCaptures captures,
      CheckResults results,
      Collection<Integer> ports,
      Optional<String> noTestRan) {
    return "No connection was checked: "
        + noTestRan.orElseGet(() -> reason(folder, captures, results, ports));
  }

  private static String reason(
      File folder, BuildCaptures captures, CheckResults results, Collection<Integer> ports) {
    if (!results.otherPorts().isEmpty()) {
      return "tcpunit.ports names "
          + list(ports)
          + ", but the captured connections are to "
          + list(results.otherPorts());
    }
    if (!captures.current().isEmpty()) {
      return "there is none in the captures of " + folder;
    }
    return captures.earlier().isEmpty()
        ? "there is no capture in " + folder + HOW_TO_GET_ONE
        : "this build has left no capture, and what is in "
            + folder
            + " is of an earlier one (tcpunit.earlierCaptures=true judges that too)"
            + HOW_TO_GET_ONE;
  }

  private static String list(Collection<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
