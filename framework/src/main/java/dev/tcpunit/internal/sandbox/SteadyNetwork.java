package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is done in the private network of this JVM so that its loopback behaves the same in every
 * run: one processor for the packets of {@code lo}, and the congestion control that most hosts use.
 * It is done here, not in the launcher: the JVM of a test loads what it takes in any case, and a
 * process of its own would cost each JVM a tenth of a second.
 *
 * @param steering what became of the steering
 * @param congestion what became of the congestion control
 */
public record SteadyNetwork(Steering steering, CongestionControl congestion) {
  /** By which the launcher says what is wanted. */
  static final String CONGESTION_VARIABLE = "TCPUNIT_CONGESTION_CONTROL";

  /** By which a runner's shell names the settings that could not be made. */
  static final String REFUSED_VARIABLE = "TCPUNIT_REFUSED_SYSCTLS";

  /** By which a runner's shell names what asks for a door, of which there is none. */
  static final String SHUT_VARIABLE = "TCPUNIT_SHUT_DOORS";

  private static SteadyNetwork prepared;

  /**
   * Prepares the network, the first time that it is called; nothing that a test may see is changed
   * later.
   *
   * @param steer whether packets may be steered
   * @return empty where this JVM is in no private network: nothing is touched there
   */
  public static synchronized Optional<SteadyNetwork> prepare(boolean steer) {
    if (prepared == null && CurrentSandbox.strategy().isPresent() && isInNetworkOfProcess()) {
      Steering steering = steer ? Steering.begin() : Steering.OFF;
      String wanted = System.getenv().getOrDefault(CONGESTION_VARIABLE, "");
      prepared = new SteadyNetwork(steering, CongestionControl.begin(wanted));
    }
    return Optional.ofNullable(prepared);
  }

  /** A thread can have a network of its own, which is then its business. */
  private static boolean isInNetworkOfProcess() {
    try {
      return network("/proc/thread-self/ns/net").equals(network("/proc/self/ns/net"));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path network(String link) throws IOException {
    return Files.readSymbolicLink(Path.of(link));
  }

  /**
   * The congestion control that routes have to name, for whoever makes one.
   *
   * @return empty where the network's default is the wanted one
   */
  public static synchronized Optional<String> congestionByRoute() {
    return Optional.ofNullable(prepared)
        .map(network -> network.congestion.byRoute())
        .filter(name -> !name.isEmpty());
  }

  /**
   * The congestion control that connections use, as a socket said.
   *
   * @return empty where this JVM is in no private network, or no socket could be asked
   */
  public static synchronized Optional<String> congestionInUse() {
    return Optional.ofNullable(prepared)
        .map(network -> network.congestion.inUse())
        .filter(name -> !name.equals(CongestionControl.UNKNOWN));
  }

  /**
   * Where this JVM's traffic goes, as half a sentence for reports.
   *
   * @return such as {@code in a private network (privileged), lo steered to processor 1 by
   *     rps_cpus, congestion control cubic (by route)}
   */
  public static synchronized String description() {
    return CurrentSandbox.strategy()
            .map(strategy -> "in a private network (" + strategy + ")")
            .map(text -> prepared == null ? text : text + ", " + prepared)
            .map(text -> text + refused(System.getenv().getOrDefault(REFUSED_VARIABLE, "")))
            .orElse("in the host's network")
        + shut(System.getenv().getOrDefault(SHUT_VARIABLE, ""));
  }

  /** Where the launcher made the network, it has opened them. */
  private static String shut(String doors) {
    return doors.isEmpty() ? "" : ", no door there for: " + doors;
  }

  /** Where the tests themselves made the network, who made it has said so already. */
  static String refused(String names) {
    return names.isBlank()
        ? ""
        : ", not set there: " + String.join(", ", names.strip().split("\\s+"));
  }

  /** Such as {@code lo steered to processor 1 by a detour, congestion control cubic (by route)}. */
  @Override
  public String toString() {
    return steering + ", congestion control " + congestion;
  }
}
