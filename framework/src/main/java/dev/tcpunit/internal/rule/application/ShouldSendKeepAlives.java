package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;

/** Messages of {@code sendsKeepAliveEvery}. */
public final class ShouldSendKeepAlives {
  public static final String SOURCE = "RFC 9293 s3.8.4, MUST-24";

  private ShouldSendKeepAlives() {}

  public static Finding seen(Connection connection, Duration interval, int keepAlives) {
    return message(connection, interval)
        .but(Wording.count(keepAlives, "keep-alive") + " came in time");
  }

  /** Nothing was sent for so long until this one came. */
  public static Finding missed(
      Connection connection, Duration interval, Segment late, long pauseNanos) {
    return message(connection, interval)
        .but("nothing was sent for " + Wording.time(pauseNanos))
        .timedOffenders(connection, List.of(late), s -> s.equals(late) ? "after the pause" : "")
        .fact(
            "look for",
            "setKeepAlive(true), and TCP_KEEPIDLE and TCP_KEEPINTERVAL (ExtendedSocketOptions)");
  }

  /** This one came though the connection had not been idle for so long. */
  public static Finding early(
      Connection connection, Duration interval, Segment early, long pauseNanos) {
    return message(connection, interval)
        .but("a keep-alive came after " + Wording.time(pauseNanos) + " already")
        .timedOffenders(connection, List.of(early), s -> s.equals(early) ? "keep-alive" : "")
        .fact("look for", "the values of TCP_KEEPIDLE and TCP_KEEPINTERVAL");
  }

  private static Finding message(Connection connection, Duration interval) {
    return Finding.expecting(
            connection, "send a keep-alive every " + Wording.time(interval.toNanos()))
        .rule(SOURCE, "an application can turn on keep-alives, sent while a connection is idle");
  }
}
