package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;

/** The handshake was completed and no side has closed. */
final class Established extends StatedRule<Connection> implements WaitingRule<Connection> {
  Established() {
    super(
        "isEstablished",
        "be established",
        "RFC 9293 s3.3.2",
        "open on both sides, and none has closed");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(captured, "its handshake", c -> !FailedOpening.isPending(c));
    Life life = new Life(connection, expecting(connection));
    if (connection.handshake().state() == Handshake.State.REFUSED) {
      return judgement.violatedByPresence(life.notOpened());
    }
    if (connection.teardown().first().isPresent()) {
      return judgement.violatedByPresence(life.instead(closed(connection, life)));
    }
    return switch (connection.handshake().state()) {
      case COMPLETED ->
          judgement.holds(
              life.was("the handshake was completed, no side has closed"),
              Doubt.unseenFin(connection));
      case NOT_CAPTURED -> judgement.cannotTell(life.instead("it was in use"), Doubt.OLDER);
      case UNANSWERED, INCOMPLETE, REFUSED ->
          judgement.violatedByAbsence(life.notOpened(), life.doubtOfOpening());
    };
  }

  /** {@code the handshake was completed, and then the server was the first to close}. */
  private static String closed(Connection connection, Life life) {
    return "%s, and then the %s was the first to %s"
        .formatted(
            life.opening(),
            Wording.side(connection.teardown().first().orElseThrow()),
            connection.teardown().state() == Teardown.State.RESET ? "close or abort" : "close");
  }
}
