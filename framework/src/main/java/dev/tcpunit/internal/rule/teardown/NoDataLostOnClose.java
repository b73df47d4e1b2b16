package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.message.teardown.CloseSegments;
import dev.tcpunit.internal.message.teardown.ShouldLoseNoDataOnClose;
import dev.tcpunit.internal.rule.Doubt;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.Patience;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.internal.rule.WaitingRule;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** What was sent when the connection was closed arrived, and what had arrived was read. */
public final class NoDataLostOnClose implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "losesNoDataOnClose";
  }

  @Override
  public String source() {
    return ShouldLoseNoDataOnClose.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed = patience.await(connection, "its close to be complete", Closed::isOver);
    ShouldLoseNoDataOnClose message = new ShouldLoseNoDataOnClose(closed);
    return switch (closed.teardown().state()) {
      case CLEAN ->
          judgement.holds(message.nothingLost("both sides closed after all of their data"));
      case RESET -> reset(closed, message);
      case OPEN, HALF_CLOSED, CANNOT_TELL ->
          judgement.cannotTell(message.notClosed(), "the capture does not show it closed");
    };
  }

  private Verdict reset(Connection connection, ShouldLoseNoDataOnClose message) {
    List<Flow> flows = List.of(connection.clientToServer(), connection.serverToClient());
    List<Flow> lost = flows.stream().filter(f -> CloseSegments.unacknowledged(f) > 0).toList();
    if (!lost.isEmpty()) {
      return judgement.violatedByAbsence(message.unacknowledged(lost), Optional.empty());
    }
    if (flows.stream().allMatch(flow -> flow.endOffset() == 1)) {
      return judgement.holds(message.nothingLost("no data was sent"));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.maybeUnread(), Doubt.NO_SEGMENTS);
    }
    Segment rst = CloseSegments.reset(connection).orElseThrow();
    return hasClosedBefore(connection, rst) && hasReceived(connection, rst.from())
        ? judgement.violatedByPresence(message.unread(rst.from()))
        : judgement.cannotTell(
            message.maybeUnread(), "all was acknowledged, but packets do not show what was read");
  }

  /** A socket that has sent FIN sends RST only for what it received and nobody can read. */
  private static boolean hasClosedBefore(Connection connection, Segment rst) {
    return connection.segments().stream()
        .limit(rst.index())
        .anyMatch(s -> s.from() == rst.from() && s.has(TcpFlags.FIN));
  }

  private static boolean hasReceived(Connection connection, Role side) {
    return connection.flow(side.peer()).endOffset() > 1;
  }
}
