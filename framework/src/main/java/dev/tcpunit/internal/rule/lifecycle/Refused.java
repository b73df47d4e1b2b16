package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;

/** The SYN was answered by RST. */
final class Refused extends StatedRule<Connection> implements WaitingRule<Connection> {
  Refused() {
    super(
        "wasRefused", "be refused", "RFC 9293 s3.5.2", "a SYN to a closed port is answered by RST");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(captured, "an answer to its SYN", c -> !FailedOpening.isPending(c));
    Life life = new Life(connection, expecting(connection));
    return switch (connection.handshake().state()) {
      case REFUSED -> judgement.provenByPresence(life.was("the SYN was answered by RST"));
      case UNANSWERED -> judgement.violatedByAbsence(life.notOpened(), life.doubtOfOpening());
      case NOT_CAPTURED -> judgement.cannotTell(life.instead("it was in use"), Doubt.OLDER);
      case COMPLETED, INCOMPLETE -> judgement.violatedByPresence(life.instead(life.opening()));
    };
  }
}
