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

/** From the first FIN or RST to the acknowledgement of the last FIN it took no longer. */
public record ClosesWithin(Duration limit) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "closesWithin";
  }

  @Override
  public String source() {
    return ShouldCloseInTime.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection closed = patience.await(connection, "its close to be complete", Closed::isOver);
    ShouldCloseInTime message = ShouldCloseInTime.close(closed, limit);
    if (!closed.keepsSegments()) {
      return judgement.cannotTell(message.inTime(""), Doubt.NO_SEGMENTS);
    }
    Closing closing = Closing.of(closed);
    Optional<Segment> first = closing.begin();
    if (first.isEmpty()) {
      return judgement.violatedByAbsence(message.notClosed(), Optional.empty());
    }
    return CloseTimes.judge(judgement, message, limit, first.get(), closing.end(), "it was closed");
  }
}
