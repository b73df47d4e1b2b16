package dev.tcpunit.internal.observe;

import dev.tcpunit.internal.rule.application.ApplicationRules;
import dev.tcpunit.internal.rule.handshake.HandshakeRules;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules whose violation is worth a look in any suite. None states a wish of a single test, such
 * as {@code isEstablished}, or counts what differs from run to run, such as small segments.
 */
final class SuiteRules {
  private static final List<Rule<Connection>> OF_ALL =
      List.of(
          HandshakeRules.COMPLETED_HANDSHAKE,
          TeardownRules.NOT_ABORTED,
          TeardownRules.NO_DATA_AFTER_PEER_FIN,
          ApplicationRules.NO_NAGLE_STALL);

  private static final List<Rule<Connection>> OF_LEAKS = withCleanFin();

  private SuiteRules() {}

  private static List<Rule<Connection>> withCleanFin() {
    List<Rule<Connection>> rules = new ArrayList<>(OF_ALL);
    rules.add(TeardownRules.CLEAN_FIN);
    return List.copyOf(rules);
  }

  static List<Rule<Connection>> of(Connection connection) {
    Handshake.State opened = connection.handshake().state();
    if (opened == Handshake.State.NOT_CAPTURED) {
      return List.of();
    }
    if (opened != Handshake.State.COMPLETED) {
      return List.of(HandshakeRules.COMPLETED_HANDSHAKE);
    }
    // One that was aborted is told as that; one that nobody closed is a leak.
    Teardown.State closed = connection.teardown().state();
    boolean leaked = closed == Teardown.State.OPEN || closed == Teardown.State.HALF_CLOSED;
    return leaked ? OF_LEAKS : OF_ALL;
  }
}
