package dev.tcpunit.baseline;

import dev.tcpunit.internal.sandbox.SteadyNetwork;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a test runs on and with: it may explain why facts differ, and is never a difference itself.
 *
 * @param values by name, such as {@code kernel} and {@code library okhttp}; sorted
 */
public record Environment(Map<String, String> values) {
  /** Nothing is known, as of a capture file. */
  public static final Environment UNKNOWN = new Environment(Map.of());

  static final String LIBRARY = "library ";

  private static final Path CONGESTION = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");
  private static final Pattern JAR = Pattern.compile("(.+?)-([0-9][^/]*)\\.jar");

  /** Copies and sorts the values. */
  public Environment {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * That of this JVM: kernel, JDK, congestion control, and the libraries of the class path with
   * their versions, as the names of the jars say.
   *
   * @return what is known
   */
  public static Environment ofThisJvm() {
    Map<String, String> found = new TreeMap<>(ofThisHost().values);
    found.put("JDK", System.getProperty("java.runtime.version"));
    // Surefire starts the JVM with a jar of its own, and says here what it stands for.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    for (String entry : classPath.split(File.pathSeparator)) {
      Matcher jar = JAR.matcher(Path.of(entry).getFileName() + "");
      if (jar.matches()) {
        found.put(LIBRARY + jar.group(1), jar.group(2));
      }
    }
    return new Environment(found);
  }

  /**
   * That of this host, for programs that run in other processes: kernel and congestion control.
   *
   * @return what is known
   */
  public static Environment ofThisHost() {
    Map<String, String> found = new TreeMap<>();
    found.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    congestionControl().ifPresent(name -> found.put("congestion control", name));
    return new Environment(found);
  }

  /** A route may give another than the network's default. */
  private static Optional<String> congestionControl() {
    Optional<String> inUse = SteadyNetwork.congestionInUse();
    if (inUse.isPresent()) {
      return inUse;
    }
    try {
      return Optional.of(Files.readString(CONGESTION).strip());
    } catch (IOException e) {
      // Another system, or one that does not say.
      return Optional.empty();
    }
  }

  List<Fact> facts() {
    return values.entrySet().stream()
        .map(value -> Fact.informative(value.getKey(), value.getValue()))
        .toList();
  }

  /**
   * The libraries of other versions than in a recording.
   *
   * @param recorded the environment then
   * @return one line each, such as {@code okhttp 4.12.0 -> 5.3.0}; empty if either knows none
   */
  public List<String> otherLibraries(Environment recorded) {
    Map<String, String> then = recorded.libraries();
    Map<String, String> now = libraries();
    if (then.isEmpty() || now.isEmpty()) {
      return List.of();
    }
    List<String> changes = new ArrayList<>();
    then.forEach(
        (name, version) -> {
          if (!version.equals(now.get(name))) {
            String other = now.containsKey(name) ? " -> " + now.get(name) : " is gone";
            changes.add(name + " " + version + other);
          }
        });
    now.forEach(
        (name, version) -> {
          if (!then.containsKey(name)) {
            changes.add(name + " " + version + " is new");
          }
        });
    return changes;
  }

  /**
   * Whether it tells the versions of libraries.
   *
   * @return false for one that is not known
   */
  public boolean namesLibraries() {
    return !libraries().isEmpty();
  }

  private Map<String, String> libraries() {
    Map<String, String> libraries = new TreeMap<>();
    values.forEach(
        (name, version) -> {
          if (name.startsWith(LIBRARY)) {
            libraries.put(name.substring(LIBRARY.length()), version);
          }
        });
    return libraries;
  }

  /**
   * What else is known to be other than in a recording: kernel, JDK, MTU, congestion control.
   *
   * @param recorded the environment then
   * @return one line each, such as {@code JDK 17.0.15 -> 25.0.1}
   */
  public List<String> otherSystem(Environment recorded) {
    List<String> changes = new ArrayList<>();
    recorded.values.forEach(
        (name, then) -> {
          String now = values.getOrDefault(name, then);
          if (!name.startsWith(LIBRARY) && !now.equals(then)) {
            changes.add(name + " " + then + " -> " + now);
          }
        });
    return changes;
  }
}
