package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.rule.Pauses;
import dev.tcpunit.internal.rule.StallTimes;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
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
public record LastsAtMost(Duration limit) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "lastsAtMost";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.3.2";
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
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
    return Finding.expecting(connection, "last at most " + Wording.time(limit.toNanos()))
        .but("it lasted " + Wording.time(connection.durationNanos()))
        .rule(source(), "from the first segment to the last");
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
