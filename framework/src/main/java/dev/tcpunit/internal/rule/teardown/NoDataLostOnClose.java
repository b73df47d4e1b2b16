package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** What was sent when the connection was closed arrived, and what had arrived was read. */
public final class NoDataLostOnClose implements WaitingRule<Connection> {
  private static final long SHORTEST_ALERT = 24;
  private static final long LONGEST_ALERT = 53;

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
    List<Flow> lost = flows.stream().filter(f -> ResetStory.unacknowledged(f) > 0).toList();
    if (!lost.isEmpty() && lost.stream().allMatch(NoDataLostOnClose::endsWithCloseNotify)) {
      return judgement.holds(
          message.nothingLost(
              "what met a closed socket has the size of a TLS alert, which a close_notify is"));
    }
    if (!lost.isEmpty()) {
      return judgement.violatedByAbsence(message.unacknowledged(lost), Optional.empty());
    }
    if (flows.stream().allMatch(flow -> flow.endOffset() == 1)) {
      return judgement.holds(message.nothingLost("no data was sent"));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.maybeUnread(), Doubt.NO_SEGMENTS);
    }
    Segment rst = ResetStory.end(connection).orElseThrow();
    return hasClosedBefore(connection, rst) && hasReceived(connection, rst.from())
        ? judgement.violatedByPresence(message.unread(rst.from()))
        : judgement.cannotTell(
            message.maybeUnread(),
            "all was acknowledged, but packets do not show what was read: compare it in the test");
  }

  /**
   * Only its last segment is not acknowledged, was sent though the peer had closed, and is as long
   * as a TLS record with an alert (RFC 8446 section 5 and 6.1): 2 bytes, and what protects them. A
   * flow that is seen to be HTTP/1 has none.
   */
  private static boolean endsWithCloseNotify(Flow flow) {
    long unacknowledged = ResetStory.unacknowledged(flow);
    boolean sized = unacknowledged >= SHORTEST_ALERT && unacknowledged <= LONGEST_ALERT;
    return sized
        && flow.connection().keepsSegments()
        && flow.httpMessages().isEmpty()
        && Closing.of(flow.connection())
            .fin(flow.sender().peer())
            .filter(fin -> isSentAfter(fin, flow, unacknowledged))
            .isPresent();
  }

  private static boolean isSentAfter(Segment fin, Flow flow, long length) {
    return flow.connection().segments().stream()
        .skip(fin.index())
        .anyMatch(
            s ->
                s.from() == flow.sender()
                    && s.length() == length
                    && s.seq() + length == flow.endOffset());
  }

  /** A socket that has sent FIN sends RST only for what it received and nobody can read. */
  private static boolean hasClosedBefore(Connection connection, Segment rst) {
    return Closing.of(connection)
        .fin(rst.from())
        .filter(fin -> fin.index() < rst.index())
        .isPresent();
  }

  private static boolean hasReceived(Connection connection, Role side) {
    return connection.flow(side.peer()).endOffset() > 1;
  }
}
