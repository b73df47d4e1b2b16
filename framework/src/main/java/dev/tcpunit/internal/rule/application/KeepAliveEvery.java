package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A keep-alive was sent each time the connection was idle for the interval, and none sooner. */
public final class KeepAliveEvery extends StatedRule<Connection> implements TimedRule {
  /** Timers run out late: a coarse one by an eighth, and a busy machine takes time to act. */
  private static final int LATENESS = 8;

  private static final long BUSY = 50_000_000;

  private final Duration interval;

  public KeepAliveEvery(Duration interval) {
    super(
        "sendsKeepAliveEvery",
        "send a keep-alive every " + Wording.time(interval.toNanos()),
        "RFC 9293 s3.8.4, MUST-24",
        "an application can turn on keep-alives, sent while a connection is idle");
    this.interval = interval;
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(seen(connection, 0), doubt.get());
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
        return judgement.violatedByAbsence(missed(connection, segment, pause), Optional.empty());
      }
      if (keepAlive && pause < earliest) {
        return judgement.violatedByPresence(early(connection, segment, pause));
      }
    }
    Finding message = seen(connection, seen);
    return seen > 0
        ? judgement.holds(message)
        : judgement.cannotTell(
            message, Doubt.missing(connection.trace()).orElse("it was never idle for so long"));
  }

  private Finding seen(Connection connection, int keepAlives) {
    return expecting(connection).but(Wording.count(keepAlives, "keep-alive") + " came in time");
  }

  /** Nothing was sent for longer than the interval, until the late segment came. */
  private Finding missed(Connection connection, Segment late, long pauseNanos) {
    return expecting(connection)
        .but("nothing was sent for " + Wording.time(pauseNanos))
        .timedOffenders(connection, List.of(late), s -> s.equals(late) ? "after the pause" : "")
        .fact(
            "look for",
            "setKeepAlive(true), and TCP_KEEPIDLE and TCP_KEEPINTERVAL (ExtendedSocketOptions)");
  }

  /** A keep-alive came although the connection had been idle for less than the interval. */
  private Finding early(Connection connection, Segment early, long pauseNanos) {
    return expecting(connection)
        .but("a keep-alive came after " + Wording.time(pauseNanos) + " already")
        .timedOffenders(connection, List.of(early), s -> s.equals(early) ? "keep-alive" : "")
        .fact("look for", "the values of TCP_KEEPIDLE and TCP_KEEPINTERVAL");
  }
}
