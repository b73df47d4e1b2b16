package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import java.util.Optional;

/** All of it was captured: the handshake, data and the close. */
public final class Complete implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "isComplete";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.3.2";
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection over = patience.await(connection, "its close to be complete", Lifetime::isOver);
    ShouldHaveLived message = ShouldHaveLived.complete(over);
    if (over.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return judgement.violatedByPresence(message.otherwise("its SYN was not captured"));
    }
    if (over.handshake().state() != Handshake.State.COMPLETED) {
      return judgement.violatedByAbsence(
          message.notOpened(Lifetime.words(over)), Lifetime.tooSoon(over));
    }
    if (over.clientToServer().bytes() + over.serverToClient().bytes() == 0) {
      return judgement.violatedByAbsence(message.otherwise("it carried no data"), Optional.empty());
    }
    return Lifetime.isOver(over)
        ? judgement.holds(message.so("opened, used and closed"))
        : judgement.violatedByAbsence(message.notClosed(), Optional.empty());
  }
}
