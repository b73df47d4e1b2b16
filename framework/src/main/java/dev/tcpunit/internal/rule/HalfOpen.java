package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;

/** Why a side has not closed though its peer has. */
public final class HalfOpen {
  private HalfOpen() {}

  /** Adds what to look for in the program of the side that did not close. */
  public static Finding tell(Finding message, Connection connection) {
    return connection
        .teardown()
        .first()
        .map(closer -> message.lookFor(remedy(connection, closer.peer())))
        .orElse(message);
  }

  private static Remedy remedy(Connection connection, Role open) {
    if (open == Role.CLIENT) {
      return Remedy.CLIENT_CLOSES_TOO;
    }
    boolean silent = connection.flow(open).bytes() == 0;
    return silent ? Remedy.SERVER_READS : Remedy.SERVER_CLOSES_TOO;
  }
}
