package dev.tcpunit.internal.verdict;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.RoleEvidence;
import dev.tcpunit.trace.Trace;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells a weak guess of which side is the client. Where a capture holds no SYN, the lower port is
 * taken for the server's; that says much of port 80 or 8080, and nothing of two ports that kernels
 * give to clients.
 */
final class GuessedRoles {
  /** From here on Linux gives ports to clients, unless set otherwise (ip_local_port_range). */
  private static final int FIRST_OF_CLIENTS = 32_768;

  /** Of the trace that was asked for last: every rule asks for each of its connections. */
  private static volatile Servers latest = new Servers(new WeakReference<>(null), Set.of());

  private GuessedRoles() {}

  /** Why it cannot be told which side did what. */
  static Optional<String> doubt(Connection connection) {
    RoleEvidence evidence = connection.roleEvidence();
    boolean weak =
        evidence == RoleEvidence.FIRST_SENDER
            || evidence == RoleEvidence.LOWER_PORT && !hasPortsOfBothKinds(connection);
    return weak && !isServerElsewhere(connection)
        ? Optional.of(
            "which side is the client is only a guess, as no SYN was captured and ports %d and %d"
                    .formatted(connection.client().port(), connection.server().port())
                + " do not tell: "
                + Doubt.FROM_START)
        : Optional.empty();
  }

  private static boolean hasPortsOfBothKinds(Connection connection) {
    return connection.server().port() < FIRST_OF_CLIENTS
        && connection.client().port() >= FIRST_OF_CLIENTS;
  }

  /** Whether another connection of the capture was opened to the same address and port. */
  private static boolean isServerElsewhere(Connection connection) {
    Trace trace = connection.trace();
    Servers servers = latest;
    if (servers.trace.get() != trace) {
      servers = Servers.of(trace);
      latest = servers;
    }
    return servers.proven.contains(connection.server());
  }

  /** To whom connections of a trace were opened for certain. */
  private record Servers(Reference<Trace> trace, Set<Endpoint> proven) {
    static Servers of(Trace trace) {
      return new Servers(
          new WeakReference<>(trace),
          trace.connections().stream()
              .filter(connection -> connection.roleEvidence().isProof())
              .map(Connection::server)
              .collect(Collectors.toUnmodifiableSet()));
    }
  }
}
