package dev.tcpunit.internal.door;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The doors that are asked for, as the settings have them.
 *
 * @param forward ports outside that are reached from inside: {@code 5432,minio:9000}
 * @param expose ports inside that are reached from outside
 */
public record Doors(String forward, String expose) {
  /** A wall without doors. */
  public static final Doors NONE = new Doors("", "");

  /** The host where none is named. */
  static final String LOCAL = "localhost";

  /**
   * Where the clients of an exposed port seem to come from, so that they can be told from tests.
   */
  static final String CLIENTS = "127.65.0.1";

  /** Of IPv4, as their address is. */
  static final String SERVER_INSIDE = "127.0.0.1";

  static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");
  private static final String OF_NAMES = "127.64.0.";
  private static final int MOST_NAMES = 254;
  private static final int LARGEST_PORT = 65_535;

  private static final Pattern DOOR =
      Pattern.compile("((?<host>\\[[0-9A-Fa-f:.]+]|[^\\s:,\\[\\]]+):)?(?<port>[0-9]{1,5})");
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");
  private static final Pattern JDWP_ADDRESS = Pattern.compile(".*[=,:]address=(?<address>[^,]+).*");

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if they are not of that form, or contradict each other
   */
  public Doors {
    forward = forward.strip();
    expose = expose.strip();
    refuseRoundTrips(forwarded(forward), exposed(expose));
  }

  /** Inside, a port of loopback has either a door's listener or a test's server. */
  private static void refuseRoundTrips(List<Door> forwarded, List<Door> exposed) {
    for (Door out : forwarded) {
      if (out.host().equals(LOCAL) && exposed.stream().anyMatch(in -> in.port() == out.port())) {
        throw new IllegalArgumentException(
            "port %d cannot be both forwarded and exposed: who comes in by it would be led out"
                    .formatted(out.port())
                + " again");
      }
    }
  }

  /**
   * All of them, with a debugger's.
   *
   * @param jdwp the option by which the JVM inside has a debugger; else empty
   */
  List<Door> with(String jdwp) {
    List<Door> doors = new ArrayList<>(forwarded(forward));
    doors.addAll(exposed(expose));
    Matcher address = debugger(jdwp);
    if (address.matches() && port(address) > 0) {
      Door.Way way = jdwp.contains("server=y") ? Door.Way.DEBUGGER : Door.Way.TO_DEBUGGER;
      doors.add(new Door(way, host(address), port(address), LOOPBACK));
    }
    return doors;
  }

  /**
   * Where a debugger and its JVM meet.
   *
   * @param jdwp the JVM's option
   * @return the port, or 0 where it names none
   */
  public static int debuggerPort(String jdwp) {
    Matcher address = debugger(jdwp);
    return address.matches() ? port(address) : 0;
  }

  private static Matcher debugger(String jdwp) {
    Matcher option = JDWP_ADDRESS.matcher(jdwp);
    String address = option.matches() ? option.group("address") : "";
    return DOOR.matcher(address.replaceFirst("^\\*:", "0.0.0.0:"));
  }

  /** The names of hosts outside that are known inside, and their addresses there. */
  public Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (Door door : forwarded(forward)) {
      if (isName(door.host())) {
        names.put(door.host(), door.inside().get(0));
      }
    }
    return names;
  }

  /** The addresses of hosts outside, which loopback has to have inside. */
  public List<String> addresses() {
    return forwarded(forward).stream()
        .map(Door::host)
        .filter(host -> !host.equals(LOCAL) && !isName(host))
        .distinct()
        .toList();
  }

  private static boolean isName(String host) {
    return !host.equals(LOCAL) && !host.contains(":") && !LITERAL.matcher(host).matches();
  }

  private static List<Door> forwarded(String setting) {
    Map<String, String> names = new LinkedHashMap<>();
    List<Door> doors = new ArrayList<>();
    for (Matcher found : read(setting)) {
      String host = host(found);
      List<String> inside = List.of(host);
      if (host.equals(LOCAL)) {
        inside = LOOPBACK;
      } else if (isName(host)) {
        inside = List.of(names.computeIfAbsent(host, name -> OF_NAMES + (names.size() + 1)));
      }
      doors.add(new Door(Door.Way.FORWARD, host, port(found), inside));
    }
    if (names.size() > MOST_NAMES) {
      throw new IllegalArgumentException("more than " + MOST_NAMES + " names of hosts");
    }
    return doors;
  }

  private static List<Door> exposed(String setting) {
    return read(setting).stream()
        .map(found -> new Door(Door.Way.EXPOSE, host(found), port(found), List.of(CLIENTS)))
        .toList();
  }

  private static List<Matcher> read(String setting) {
    List<Matcher> found = new ArrayList<>();
    for (String text : setting.split("[,\\s]+")) {
      if (!text.isEmpty()) {
        Matcher door = DOOR.matcher(text);
        if (!door.matches() || port(door) < 1 || port(door) > LARGEST_PORT) {
          throw new IllegalArgumentException(
              "'%s' is not of the form PORT or HOST:PORT, as 5432 or db:5432".formatted(text));
        }
        found.add(door);
      }
    }
    return found;
  }

  private static int port(Matcher door) {
    return Integer.parseInt(door.group("port"));
  }

  private static String host(Matcher door) {
    String host = door.group("host") == null ? LOCAL : door.group("host");
    boolean isLocal = host.equals("127.0.0.1") || host.equals("[::1]");
    return isLocal ? LOCAL : host.replaceAll("[\\[\\]]", "");
  }
}
