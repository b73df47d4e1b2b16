package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is outstanding on a connection, so that it is worth waiting for more. One that is open or
 * half closed is settled: it may stay so as long as a pool keeps it. Who asks for its end waits.
 */
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
    if (FailedOpening.isPending(connection)) {
      return Optional.of("the handshake of " + connection + " to complete");
    }
    for (Role sender : Role.values()) {
      if (connection.flow(sender).unacknowledgedSinceNanos().isPresent()) {
        return Optional.of(
            "the ACK of all that the " + sender.word() + " of " + connection + " sent");
      }
    }
    return Stream.of(Role.values())
        .filter(sender -> isUnanswered(connection.flow(sender)))
        .map(sender -> "the ACK of the FIN of the " + sender.word() + " of " + connection)
        .findFirst();
  }

  /** A FIN without its ACK; whether the other side closes too is that side's business. */
  private static boolean isUnanswered(Flow flow) {
    return flow.finOffset().isPresent() && !flow.isFinAcknowledged();
  }
}
