package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;

/** The SYN was answered by RST. */
final class Refused implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "wasRefused";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.5.2";
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(captured, "an answer to its SYN", c -> !FailedOpening.isPending(c));
    Life life =
        new Life(connection, "be refused", source(), "a SYN to a closed port is answered by RST");
    return switch (connection.handshake().state()) {
      case REFUSED -> judgement.provenByPresence(life.was("the SYN was answered by RST"));
      case UNANSWERED -> judgement.violatedByAbsence(life.notOpened(), life.doubtOfOpening());
      case NOT_CAPTURED -> judgement.cannotTell(life.instead("it was in use"), Doubt.OLDER);
      case COMPLETED, INCOMPLETE -> judgement.violatedByPresence(life.instead(life.opening()));
    };
  }
}
