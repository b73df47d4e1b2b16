package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** One side closed its direction, and the other sent data after that or has not closed its own. */
public record HalfClosedBy(Role side) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "wasHalfClosedBy";
  }

  @Override
  public String source() {
    return ShouldBeClosed.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection closed =
        patience.await(
            connection,
            "its half-close",
            c -> c.flow(side).isFinAcknowledged() || Closed.isOver(c));
    ShouldBeClosed message = ShouldBeClosed.halfBy(closed, side);
    if (closed.teardown().first().isEmpty()) {
      return judgement.violatedByAbsence(message.notClosed(), Optional.empty());
    }
    if (!closed.keepsSegments()) {
      return judgement.cannotTell(message.so("a side has closed"), Doubt.NO_SEGMENTS);
    }
    List<Segment> after = Closing.of(closed).dataAfterPeerFin(side.peer());
    String peer = Wording.side(side.peer());
    if (!after.isEmpty()) {
      return judgement.holds(
          message.so("the " + peer + " sent data after it, from #" + after.get(0).frame()));
    }
    boolean first = closed.teardown().first().get() == side;
    if (first && closed.teardown().state() == Teardown.State.HALF_CLOSED) {
      return judgement.holds(message.so("the " + peer + " has not closed its side"));
    }
    return judgement.violatedByAbsence(
        message.otherwise(
            first
                ? "the " + peer + " sent no data after it, and closed too"
                : "the " + peer + " closed first"),
        Optional.empty());
  }
}
