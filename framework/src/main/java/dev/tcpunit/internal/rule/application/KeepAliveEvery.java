package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whenever nothing was sent for so long, a keep-alive was, and none sooner. */
public record KeepAliveEvery(Duration interval) implements Rule<Connection> {
  /** Timers run out late: a coarse one by an eighth, and a busy machine takes time to act. */
  private static final int LATENESS = 8;

  private static final long BUSY = 50_000_000;

  @Override
  public String name() {
    return "sendsKeepAliveEvery";
  }

  @Override
  public String source() {
    return ShouldSendKeepAlives.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldSendKeepAlives.seen(connection, interval, 0), doubt.get());
    }
    long latest = interval.toNanos() + interval.toNanos() / LATENESS + BUSY;
    long earliest = interval.toNanos() - interval.toNanos() / LATENESS;
    List<Segment> segments = connection.segments();
    int seen = 0;
    for (int i = 1; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      long pause = segment.timeNanos() - segments.get(i - 1).timeNanos();
      boolean keepAlive = segment.kind() == SegmentKind.KEEP_ALIVE;
      seen += keepAlive ? 1 : 0;
      if (pause > latest) {
        return judgement.violatedByAbsence(
            ShouldSendKeepAlives.missed(connection, interval, segment, pause), Optional.empty());
      }
      if (keepAlive && pause < earliest) {
        return judgement.violatedByPresence(
            ShouldSendKeepAlives.early(connection, interval, segment, pause));
      }
    }
    Finding message = ShouldSendKeepAlives.seen(connection, interval, seen);
    return seen > 0
        ? judgement.holds(message)
        : judgement.cannotTell(
            message, Doubt.missing(connection.trace()).orElse("it was never idle for so long"));
  }
}
