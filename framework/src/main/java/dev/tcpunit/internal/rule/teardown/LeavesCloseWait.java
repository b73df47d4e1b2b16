package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.Optional;

/** The side that received FIN closed its own direction in time, or aborted. */
public record LeavesCloseWait(Duration limit) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "leavesCloseWaitWithin";
  }

  @Override
  public String source() {
    return ShouldCloseInTime.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection closed =
        besideOther(patience.await(connection, "its other side to close", CloseTimes::hasAnswer));
    ShouldCloseInTime message = ShouldCloseInTime.leaveCloseWait(closed, limit);
    if (!closed.keepsSegments()) {
      return judgement.cannotTell(message.inTime(""), Doubt.NO_SEGMENTS);
    }
    Optional<Segment> first = Closing.of(closed).begin();
    if (first.isEmpty()) {
      return judgement.cannotTell(message.notClosed(), "no side has sent FIN");
    }
    return CloseTimes.judge(
        judgement,
        message,
        limit,
        first.get(),
        CloseTimes.answer(closed, first.get()),
        "the other side closed");
  }

  /** The time runs from when the FIN arrives. */
  private static Connection besideOther(Connection closed) {
    return closed.teardown().first().map(first -> closed.seenBy(first.peer())).orElse(closed);
  }
}
