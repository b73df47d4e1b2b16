package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.door.Doors;
import dev.tcpunit.internal.sandbox.Shell;
import dev.tcpunit.internal.sandbox.Sysctls;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * What the settings say of forking.
 *
 * @param mode what {@code tcpunit.fork} says
 * @param isElsewhere whether all captures are told to be on another interface than loopback, or by
 *     an engine that goes its own way to the host's packets
 * @param runner where the child runs, if that is not here
 * @param sysctlText the kernel settings in the private network, as {@code tcpunit.sysctls} has them
 * @param forward the ports outside, as {@code tcpunit.forward} has them
 * @param expose the ports inside, as {@code tcpunit.expose} has them
 */
record ForkSettings(
    Mode mode,
    boolean isElsewhere,
    String sysctlText,
    Optional<Runner> runner,
    String forward,
    String expose) {
  private static final Set<String> LOOPBACK = Set.of("", "lo");

  /** Those that need rights of this JVM, which it gets in a private network. */
  private static final Set<String> OWN_ENGINES = Set.of("", "pcap4j", "afpacket");

  /** When an annotated class is forked. */
  enum Mode {
    /** Where this JVM is in no private network, and nothing on another interface is asked for. */
    AUTO,
    /** Wherever a private network can be made. */
    ALWAYS,
    /** Nowhere. */
    NEVER
  }

  /**
   * A command of the user's that leads a shell elsewhere.
   *
   * @param command its words
   * @param paths where folders of this machine are found there
   */
  record Runner(List<String> command, PathMap paths) {}

  static ForkSettings of(Optional<LauncherDiscoveryRequest> request) {
    Function<String, String> settings =
        key ->
            request
                .flatMap(launch -> launch.getConfigurationParameters().get(key))
                .or(() -> Optional.ofNullable(System.getProperty(key)))
                .map(String::strip)
                .orElse("");
    return new ForkSettings(
        mode(settings.apply("tcpunit.fork")),
        !isLoopback(settings.apply("tcpunit.interface"))
            || !OWN_ENGINES.contains(settings.apply("tcpunit.engine")),
        settings.apply("tcpunit.sysctls"),
        runner(settings.apply("tcpunit.fork.runner"), settings.apply("tcpunit.fork.paths")),
        settings.apply("tcpunit.forward"),
        settings.apply("tcpunit.expose"));
  }

  private static Optional<Runner> runner(String command, String paths) {
    try {
      PathMap map = PathMap.parse(paths);
      return command.isEmpty()
          ? Optional.empty()
          : Optional.of(new Runner(Shell.words(command), map));
    } catch (IllegalArgumentException e) {
      throw new JUnitException("setting tcpunit.fork.paths: " + e.getMessage(), e);
    }
  }

  static boolean isLoopback(String interfaceName) {
    return LOOPBACK.contains(interfaceName);
  }

  /** Whether a class of this demand is to be forked, if it can be. */
  boolean forks(Demand demand) {
    return demand.isAny()
        && (mode == Mode.ALWAYS || mode == Mode.AUTO && !isElsewhere && !demand.isElsewhere());
  }

  private static Mode mode(String text) {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    if (!text.isEmpty()) {
      throw new JUnitException(
          "setting tcpunit.fork must be one of always, auto, never, but is \"%s\"".formatted(text));
    }
    return Mode.AUTO;
  }

  /**
   * Read only where one is made: they may be meant for the Maven plugin, which says what is wrong.
   */
  Map<String, String> sysctls() {
    try {
      return Sysctls.parse(sysctlText);
    } catch (IllegalArgumentException e) {
      throw new JUnitException("setting tcpunit.sysctls: " + e.getMessage(), e);
    }
  }

  /** Read only where one is made, as those. */
  Doors doors() {
    try {
      return new Doors(forward, expose);
    } catch (IllegalArgumentException e) {
      throw new JUnitException("tcpunit.forward or tcpunit.expose: " + e.getMessage(), e);
    }
  }
}
