package dev.tcpunit.assertions;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Scenes of an upload that the assertion tests put together. */
final class Uploads {
  static final String OPENED =
      """
      0.000000 > [S] 0 win 43690 <mss 65495,sackOK,TS val 1 ecr 0,wscale 7>
      0.000009 < [S.] 0 ack 1 win 43690 <mss 65495,sackOK,TS val 1 ecr 1,wscale 7>
      0.000016 > [.] ack 1 win 342 <TS val 1 ecr 1>
      """;
  static final String SENT =
      """
      0.000266 > [P.] 1:1487 ack 1 win 342 <TS val 1 ecr 1>
      """;
  static final String SENT_ONCE =
      OPENED + SENT + "0.000270 < [.] ack 1487 win 3625 <TS val 1 ecr 1>\n";
  static final String CLOSED =
      """
      0.300000 > [F.] 1487 ack 1 win 342
      0.300100 < [F.] 1 ack 1488 win 3625
      0.300200 > [.] ack 2 win 342
      """;
  static final String UPLOAD = SENT_ONCE + CLOSED;

  static final Completeness THREE_DROPPED = new Completeness(OptionalLong.of(3), Optional.empty());
  static final Completeness NONE_DROPPED = new Completeness(OptionalLong.of(0), Optional.empty());

  private Uploads() {}

  /** The only connection of a capture that ended with its last segment. */
  static Connection connection(String text) {
    return only(Scenario.trace(text));
  }

  /** The only connection of a capture that watched until then. */
  static Connection watchedUntil(long millis, String text) {
    return only(Scenario.trace(text, millis, NONE_DROPPED));
  }

  /** The only connection of a capture that dropped three frames and watched for ten seconds. */
  static Connection dropping(String text) {
    return only(Scenario.trace(text, 10_000, THREE_DROPPED));
  }

  private static Connection only(Trace trace) {
    List<Connection> connections = trace.connections();
    if (connections.size() != 1) {
      throw new IllegalArgumentException("not one connection: " + connections);
    }
    return connections.get(0);
  }
}
