package dev.tcpunit.internal.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tries one strategy for real: makes the namespace, brings its loopback up, sets the sysctls. */
final class StrategyProbe {
  private static final String NETWORK = "network ";
  private static final String REFUSED = "refused ";
  private static final String SHOW_NETWORK =
      "echo " + NETWORK + "\"$(readlink /proc/self/ns/net)\"\n";

  private final Programs programs;

  StrategyProbe(Programs programs) {
    this.programs = programs;
  }

  StrategyAttempt attempt(Strategy strategy, SandboxRequest request) {
    if (!SandboxLauncher.isLinux()) {
      return StrategyAttempt.failed(
          strategy, "only Linux has network namespaces, this is " + System.getProperty("os.name"));
    }
    List<String> missing =
        strategy.programs().stream().filter(name -> programs.find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      return StrategyAttempt.failed(strategy, "not on the PATH: " + String.join(", ", missing));
    }
    ShellRun run = ShellRun.of(script(strategy, request));
    if (run.failed()) {
      return StrategyAttempt.failed(strategy, run.complaint());
    }
    List<String> networks = run.linesAfter(NETWORK);
    if (networks.size() != 2 || networks.get(0).equals(networks.get(1))) {
      return StrategyAttempt.failed(
          strategy, "the process stayed in the same network: " + networks);
    }
    return StrategyAttempt.worked(strategy, refused(request, run.linesAfter(REFUSED)));
  }

  /** Shows the network before and in the namespace. */
  private String script(Strategy strategy, SandboxRequest request) {
    InsideScript inside = new InsideScript(request, programs);
    String text =
        "set -e\n"
            + inside.loopbackUp(List.of())
            + "\n"
            + inside.tryingSysctls()
            + SHOW_NETWORK
            + strategy.becomingTheCaller(programs)
            + "true\n";
    return SHOW_NETWORK + strategy.entering(programs) + " /bin/sh -c " + Shell.quoted(text);
  }

  private static Map<String, String> refused(SandboxRequest request, List<String> names) {
    return names.stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    "sysctl %s=%s is not set: this kernel keeps it for the whole machine, has no"
                            .formatted(name, request.sysctls().get(name))
                        + " such setting, or does not accept the value",
                (one, other) -> one,
                LinkedHashMap::new));
  }
}
