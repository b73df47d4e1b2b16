package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Timeout;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code backsOffExponentially}. */
public final class ShouldBackOff {
  public static final String SOURCE = "RFC 6298 s5.5";

  private ShouldBackOff() {}

  public static Finding seen(Flow flow, List<Timeout> timeouts) {
    String times = Wording.count(timeouts.size(), "time-out");
    return message(flow).but(timeouts.isEmpty() ? times : times + ", after " + waits(timeouts));
  }

  /** The timer of the latter of the two did not wait long enough. */
  public static Finding found(Flow flow, List<Timeout> timeouts, Timeout before, Timeout hasty) {
    return message(flow)
        .but(
            "the timer ran out again after %s, having waited %s before"
                .formatted(Wording.time(hasty.waitedNanos()), Wording.time(before.waitedNanos())))
        .timedOffenders(
            flow.connection(),
            timeouts.stream().map(Timeout::resend).toList(),
            s -> note(s, timeouts))
        .at(hasty.resend())
        .fact(
            "look for",
            "net.ipv4.tcp_rto_max_ms, net.ipv4.tcp_thin_linear_timeouts, or another stack's own"
                + " limit");
  }

  private static String note(Segment segment, List<Timeout> timeouts) {
    return timeouts.stream()
        .filter(timeout -> timeout.resend().equals(segment))
        .map(timeout -> "waited " + Wording.time(timeout.waitedNanos()))
        .findFirst()
        .orElse("");
  }

  private static String waits(List<Timeout> timeouts) {
    return Wording.join(timeouts.stream().map(t -> Wording.time(t.waitedNanos())).toList());
  }

  private static Finding message(Flow flow) {
    return Finding.expecting(flow, "wait longer after each time-out")
        .rule(SOURCE, "the timer waits twice as long each time, up to 60 s at least");
  }
}
