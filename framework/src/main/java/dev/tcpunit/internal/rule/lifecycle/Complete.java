package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import java.util.Optional;

/** The handshake, data and the close of the connection were captured. */
final class Complete extends StatedRule<Connection> implements WaitingRule<Connection> {
  Complete() {
    super(
        "isComplete",
        "be complete",
        "RFC 9293 s3.3.2",
        "SYN, SYN-ACK, ACK, data, and a FIN of both sides or a RST");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = patience.await(captured, "its close to be complete", Life::isOver);
    Life life = new Life(connection, expecting(connection));
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return judgement.violatedByPresence(life.instead("its SYN was not captured"));
    }
    if (connection.handshake().state() != Handshake.State.COMPLETED) {
      return judgement.violatedByAbsence(life.notOpened(), life.doubtOfOpening());
    }
    if (connection.clientToServer().bytes() + connection.serverToClient().bytes() == 0) {
      return judgement.violatedByAbsence(life.instead("it carried no data"), Optional.empty());
    }
    return Life.isOver(connection)
        ? judgement.holds(life.was("opened, used and closed"))
        : judgement.violatedByAbsence(notClosed(connection, life), Doubt.unseenFin(connection));
  }

  private static Finding notClosed(Connection connection, Life life) {
    return connection.teardown().first().isPresent()
        ? HalfOpen.tell(life.instead("it was not closed by both sides"), connection)
        : new Standstill(connection).tellUnclosed(life.instead("nobody closed it"));
  }
}
