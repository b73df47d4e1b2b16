package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.door.Doors;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a launcher is asked for.
 *
 * @param directory where it is written: {@code bin/java} and the files beside it
 * @param javaHome the JDK or JRE that it starts
 * @param sysctls kernel settings inside, see {@link Sysctls}
 * @param channel whether the JVM's standard input and output, as it is started, are a channel that
 *     nothing else may get into: it finds them as descriptors 4 and 3, what it prints goes to
 *     standard error, and there is nothing to read
 * @param doors ports that are let through the wall
 */
public record SandboxRequest(
    Path directory, Path javaHome, Map<String, String> sysctls, boolean channel, Doors doors) {
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
    sysctls.forEach(Sysctls::check);
  }

  /**
   * A launcher that leaves the standard streams as they are, and has no doors.
   *
   * @param directory where it is written
   * @param javaHome the JDK or JRE that it starts
   * @param sysctls kernel settings inside
   */
  public SandboxRequest(Path directory, Path javaHome, Map<String, String> sysctls) {
    this(directory, javaHome, sysctls, false, Doors.NONE);
  }

  Path launcher() {
    return directory.resolve("bin").resolve("java");
  }

  /** The names that the JVM knows inside, where the system's do not do. */
  Path hosts() {
    return directory.resolve("hosts");
  }

  Path insideScript() {
    return directory.resolve("inside.sh");
  }
}
