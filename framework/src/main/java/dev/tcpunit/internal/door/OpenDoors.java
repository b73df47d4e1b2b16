package dev.tcpunit.internal.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The doors of this JVM's private network, as the launcher has opened them. */
public final class OpenDoors {
  /** Names the folder in which the two processes meet. */
  public static final String FOLDER_VARIABLE = "TCPUNIT_DOORS";

  private static final Optional<DoorFiles> FILES =
      Optional.ofNullable(System.getenv(FOLDER_VARIABLE)).map(Path::of).map(DoorFiles::new);

  private static final List<Door> DOORS = FILES.map(OpenDoors::read).orElse(List.of());

  private static final List<Integer> DEBUGGERS =
      Stream.concat(DOORS.stream().filter(Door::isForDebugger).map(Door::port), listening())
          .distinct()
          .toList();

  private OpenDoors() {}

  private static List<Door> read(DoorFiles files) {
    try {
      return files.readDoors();
    } catch (IOException e) {
      // They are closed already.
      return List.of();
    }
  }

  /** Elsewhere no door leads to a JVM: a debugger comes where its environment has it listen. */
  private static Stream<Integer> listening() {
    return Stream.of(System.getenv().getOrDefault("JAVA_TOOL_OPTIONS", "").split("\\s+"))
        .filter(option -> option.contains("server=y"))
        .map(Doors::debuggerPort)
        .filter(port -> port != 0);
  }

  /** Where this JVM meets its debugger inside: what passes there is no test's. */
  public static List<Integer> debuggersPorts() {
    return DEBUGGERS;
  }

  /** Whether a port inside is one of {@link #debuggersPorts}. */
  public static boolean isDebuggers(int port) {
    for (int each : DEBUGGERS) {
      if (each == port) {
        return true;
      }
    }
    return false;
  }

  /** The ends of connections that are doors; one of port 0 stands for all ports. */
  public static List<InetSocketAddress> ends() {
    return DOORS.stream()
        .filter(door -> !door.isForDebugger())
        .flatMap(
            door ->
                door.inside().stream()
                    .map(address -> end(address, door.leadsOut() ? door.port() : 0)))
        .toList();
  }

  private static InetSocketAddress end(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address + " is no address", e);
    }
  }

  /**
   * What the door has to say of a connection that it did not let through.
   *
   * @param client where it came from
   * @return such as {@code Connection refused}; empty where it was let through
   */
  public static Optional<String> refusal(InetSocketAddress client) {
    try {
      if (FILES.isPresent() && !Files.exists(FILES.get().folder())) {
        return Optional.of("the process that kept it has ended");
      }
      return FILES.isPresent()
          ? Optional.of(FILES.get().refusal(client)).filter(words -> !words.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("it cannot be told why: " + e.getMessage());
    }
  }
}
