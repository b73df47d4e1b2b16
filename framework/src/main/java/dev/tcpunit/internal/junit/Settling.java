package dev.tcpunit.internal.junit;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.Optional;
import java.util.function.Predicate;

/** What is outstanding on a connection, so that it is worth waiting for more. */
final class Settling {
  private Settling() {}

  /**
   * What is outstanding on the connections asked for.
   *
   * @return the first thing found, in words; empty if they are settled
   */
  static Optional<String> outstanding(Trace trace, Predicate<Connection> relevant) {
    return trace.connections().stream()
        .filter(relevant)
        .flatMap(connection -> connection.views().stream())
        .map(Settling::outstanding)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> outstanding(Connection connection) {
    Teardown.State teardown = connection.teardown().state();
    if (teardown == Teardown.State.CLEAN || teardown == Teardown.State.RESET) {
      return Optional.empty();
    }
    if (isOpening(connection.handshake().state())) {
      return Optional.of("the handshake of " + connection + " to complete");
    }
    for (Role sender : Role.values()) {
      if (connection.flow(sender).unacknowledgedSinceNanos().isPresent()) {
        return Optional.of(
            "the ACK of all that the " + side(sender) + " of " + connection + " sent");
      }
    }
    return closing(connection);
  }

  private static boolean isOpening(Handshake.State state) {
    return state == Handshake.State.UNANSWERED || state == Handshake.State.INCOMPLETE;
  }

  /** A close that one side has begun and that has not come to its end. */
  private static Optional<String> closing(Connection connection) {
    boolean clientClosed = hasFin(connection.clientToServer());
    boolean serverClosed = hasFin(connection.serverToClient());
    if (!clientClosed && !serverClosed) {
      return Optional.empty();
    }
    if (clientClosed && serverClosed) {
      return Optional.of("the last ACK of the close of " + connection);
    }
    String other = clientClosed ? "server" : "client";
    return Optional.of("the " + other + " of " + connection + " to close its side");
  }

  private static boolean hasFin(Flow flow) {
    return flow.finOffset().isPresent();
  }

  private static String side(Role sender) {
    return sender == Role.CLIENT ? "client" : "server";
  }
}
