package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/**
 * Neither side sent RST once a side had sent FIN: who began to close in order did so to the end.
 */
public final class NoResetAfterFin implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoResetAfterFin";
  }

  @Override
  public String source() {
    return ShouldHaveNoResets.SOURCE;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    ShouldHaveNoResets message = ShouldHaveNoResets.afterFin(connection);
    if (ResetsSent.in(connection) && !connection.keepsSegments()) {
      return judgement.cannotTell(message.found(List.of()), Doubt.NO_SEGMENTS);
    }
    List<Segment> late =
        CloseSegments.resets(connection).stream()
            .filter(rst -> isAfterFin(connection, rst))
            .toList();
    return late.isEmpty()
        ? judgement.holds(message.none())
        : judgement.violatedByPresence(message.found(late));
  }

  private static boolean isAfterFin(Connection connection, Segment rst) {
    return connection.segments().stream()
        .limit(rst.index())
        .anyMatch(before -> before.has(TcpFlags.FIN));
  }
}
