package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.rule.Pauses;
import dev.tcpunit.internal.rule.StallTimes;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.time.Duration;
import java.util.List;

/** From its first segment to its last a connection took no longer than the limit. */
public final class LastsAtMost extends StatedRule<Connection>
    implements WaitingRule<Connection>, TimedRule {
  private final Duration limit;

  public LastsAtMost(Duration limit) {
    super(
        "lastsAtMost",
        "last at most " + Wording.time(limit.toNanos()),
        "RFC 9293 s3.3.2",
        "from the first segment to the last");
    this.limit = limit;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed =
        patience.await(
            connection,
            "its close to be complete",
            c -> isOver(c) || c.durationNanos() > limit.toNanos());
    Finding finding = finding(closed);
    if (closed.durationNanos() > limit.toNanos()) {
      Pauses.longest(closed).ifPresent(after -> tellPause(finding, closed, after));
      return judgement.violatedByPresence(finding);
    }
    if (closed.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return judgement.cannotTell(finding, Doubt.OLDER);
    }
    return isOver(closed)
        ? judgement.holds(finding)
        : judgement.cannotTell(finding, "it was still open when the capture ended");
  }

  private static boolean isOver(Connection connection) {
    return connection.teardown().state() == Teardown.State.CLEAN
        || connection.teardown().state() == Teardown.State.RESET;
  }

  private Finding finding(Connection connection) {
    return expecting(connection).but("it lasted " + Wording.time(connection.durationNanos()));
  }

  /** Tells of the longest pause, in which most of the time went by. */
  private static void tellPause(Finding finding, Connection connection, Segment after) {
    ConnectionDynamics dynamics = ConnectionDynamics.of(connection);
    finding
        .timedOffenders(connection, List.of(after), s -> "the longest pause")
        .fact("stalls", StallTimes.of(dynamics.stalls()));
    if (Deadlock.endsAt(after, dynamics)) {
      Deadlock.tell(finding);
    }
  }
}
