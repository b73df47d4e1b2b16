package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.IdleRestart;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoSlowStartRestart}. */
public final class ShouldNotRestartSlowly {
  public static final String SOURCE = "RFC 5681 s4.1";

  private ShouldNotRestartSlowly() {}

  public static Finding none(Flow flow, int idleTimes) {
    return message(flow)
        .but(
            idleTimes == 0
                ? "it was never idle for long"
                : "it was idle " + Wording.times(idleTimes) + " and was not held up");
  }

  /** After the idle time it sent little, and this as soon as the first of it was acknowledged. */
  public static Finding found(Flow flow, IdleRestart restart, Segment next) {
    return message(flow)
        .but(
            "after %s without data it sent %s and waited for their ACK; before it had %d under way"
                .formatted(
                    Wording.time(restart.idleNanos()),
                    Wording.count(restart.burstBytes(), "byte"),
                    restart.flightBefore()))
        .timedOffenders(
            flow.connection(),
            List.of(restart.after(), next),
            s -> s.equals(restart.after()) ? "after the pause" : "")
        .fact(
            "look for",
            "pauses between the requests of one connection; net.ipv4.tcp_slow_start_after_idle");
  }

  private static Finding message(Flow flow) {
    return Finding.expecting(flow, "not begin slowly again after idle times")
        .rule(
            SOURCE,
            "who has sent nothing for longer than a retransmission time-out begins with a smaller"
                + " window, at last the initial one");
  }
}
