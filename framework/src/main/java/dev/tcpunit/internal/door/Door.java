package dev.tcpunit.internal.door;

import java.util.List;

/**
 * A port that is let through the wall.
 *
 * @param way which side connects
 * @param host the host outside: where a server is, or where clients come
 * @param port the same on both sides
 * @param inside where it is inside: the addresses at which tests find the server, or from which
 *     clients seem to come
 */
public record Door(Way way, String host, int port, List<String> inside) {
  /** Who comes through it. */
  public enum Way {
    /** Clients inside, to a server outside: {@code tcpunit.forward}. */
    FORWARD,
    /** Clients outside, to a server inside: {@code tcpunit.expose}. */
    EXPOSE,
    /** A debugger, to a JVM that listens inside. */
    DEBUGGER,
    /** A JVM inside, to its debugger. */
    TO_DEBUGGER
  }

  /** Copies the addresses. */
  public Door {
    inside = List.copyOf(inside);
  }

  /** Whether those who connect are inside. */
  boolean leadsOut() {
    return way == Way.FORWARD || way == Way.TO_DEBUGGER;
  }

  /** Whether it is no test's. */
  public boolean isForDebugger() {
    return way == Way.DEBUGGER || way == Way.TO_DEBUGGER;
  }

  /** What the setting names: {@code 5432} or {@code minio:9000}. */
  @Override
  public String toString() {
    return host.equals(Doors.LOCAL) ? "" + port : host + ":" + port;
  }
}
