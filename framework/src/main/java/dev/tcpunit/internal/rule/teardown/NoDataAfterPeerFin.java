package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Neither side sent new data once it had acknowledged the FIN of the other. */
public final class NoDataAfterPeerFin implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoDataAfterPeerFin";
  }

  @Override
  public String source() {
    return ShouldHaveNoDataAfterPeerFin.SOURCE;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    ShouldHaveNoDataAfterPeerFin message = new ShouldHaveNoDataAfterPeerFin(connection);
    if (connection.teardown().first().isEmpty()) {
      return judgement.holds(message.none("no side has closed"));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.none("a side has closed"), Doubt.NO_SEGMENTS);
    }
    List<Segment> late =
        Stream.of(Role.values())
            .flatMap(side -> CloseSegments.dataAfterPeerFin(connection, side).stream())
            .sorted(Comparator.comparingInt(Segment::index))
            .toList();
    return late.isEmpty()
        ? judgement.holds(message.none("no data after a FIN of the peer"))
        : judgement.violatedByPresence(message.found(late));
  }
}
