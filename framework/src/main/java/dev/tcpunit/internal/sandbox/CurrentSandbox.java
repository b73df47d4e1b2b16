package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether this JVM runs in a sandbox: what the launcher told it, checked against the network
 * namespace that it really is in.
 */
public final class CurrentSandbox {
  static final String STRATEGY_VARIABLE = "TCPUNIT_SANDBOX";
  static final String OUTSIDE_VARIABLE = "TCPUNIT_OUTSIDE_NETWORK";
  private static final Path NETWORK = Path.of("/proc/self/ns/net");

  /** A JVM stays in the network that it began in. */
  private static final Optional<String> STRATEGY = strategy(System.getenv(), network());

  private CurrentSandbox() {}

  /**
   * The strategy by which this JVM got its private network.
   *
   * @return the strategy's label, or empty if this JVM shares the host's network
   */
  public static Optional<String> strategy() {
    return STRATEGY;
  }

  static Optional<String> strategy(Map<String, String> environment, String network) {
    String outside = environment.getOrDefault(OUTSIDE_VARIABLE, network);
    return outside.equals(network)
        ? Optional.empty()
        : Optional.ofNullable(environment.get(STRATEGY_VARIABLE));
  }

  /** Such as {@code net:[4026531833]}; empty where there are no namespaces. */
  private static String network() {
    try {
      return Files.readSymbolicLink(NETWORK).toString();
    } catch (IOException ignored) {
      return "";
    }
  }
}
