package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of the assertions on how a closed window is probed. */
public final class ShouldProbeZeroWindow {
  public static final String SOURCE = "RFC 9293 s3.8.6.1, MUST-36";
  public static final String BACK_OFF_SOURCE = "RFC 9293 s3.8.6.1, SHLD-30";

  private final Flow flow;
  private final Finding message;

  private ShouldProbeZeroWindow(Flow flow, Finding message) {
    this.flow = flow;
    this.message = message;
  }

  public static ShouldProbeZeroWindow atAll(Flow flow) {
    return new ShouldProbeZeroWindow(
        flow,
        Finding.expecting(flow, "probe the window while it is closed")
            .rule(
                SOURCE,
                "a sender probes a window of zero, first after about a retransmission time-out:"
                    + " the update that opens it may be lost"));
  }

  public static ShouldProbeZeroWindow lessAndLess(Flow flow) {
    return new ShouldProbeZeroWindow(
        flow,
        Finding.expecting(flow, "wait longer after each probe of a closed window")
            .rule(BACK_OFF_SOURCE, "the time between probes should grow exponentially"));
  }

  public Finding seen(List<ZeroWindow> closed) {
    long probes = closed.stream().mapToLong(c -> c.probes().size()).sum();
    return message.but(
        closed.isEmpty()
            ? "the peer never closed its window"
            : "the peer closed its window %s, this side sent %s"
                .formatted(Wording.times(closed.size()), Wording.count(probes, "probe")));
  }

  public Finding notProbed(ZeroWindow closed) {
    return message
        .but(
            "it sent no probe in the %s that the window was closed"
                .formatted(Wording.time(closed.durationNanos())))
        .timedOffenders(
            flow.connection(),
            List.of(closed.closing(), closed.opening().orElseThrow()),
            s -> s.equals(closed.closing()) ? "closes the window" : "");
  }

  /** The latter of two probes came too soon after the one before. */
  public Finding hasty(ZeroWindow closed, Segment probe, long nanos, long beforeNanos) {
    return message
        .but(
            "a probe came %s after the one before, which had waited %s"
                .formatted(Wording.time(nanos), Wording.time(beforeNanos)))
        .timedOffenders(flow.connection(), closed.probes(), s -> s.equals(probe) ? "too soon" : "")
        .at(probe)
        .fact("look for", "net.ipv4.tcp_rto_max_ms, or another stack's own limit");
  }
}
