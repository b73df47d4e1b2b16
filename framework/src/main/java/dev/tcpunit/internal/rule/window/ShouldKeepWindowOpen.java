package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;

/** Messages of {@code hasNoZeroWindowStallLongerThan}. */
public final class ShouldKeepWindowOpen {
  public static final String SOURCE = "RFC 9293 s3.8.6";

  private final Flow flow;
  private final Finding message;

  public ShouldKeepWindowOpen(Flow flow, Duration limit) {
    this.flow = flow;
    message =
        Finding.expecting(
                flow, "keep the window closed no longer than " + Wording.time(limit.toNanos()))
            .rule(SOURCE, "a window of zero stops the peer until the application reads");
  }

  public Finding seen(List<ZeroWindow> closed) {
    return message.but(
        closed.isEmpty()
            ? "it never closed the window"
            : "it closed the window "
                + Wording.times(closed.size())
                + ", at the longest for "
                + Wording.time(longest(closed)));
  }

  public Finding found(List<ZeroWindow> stalls) {
    return message
        .but("%s the window was closed for longer".formatted(Wording.times(stalls.size())))
        .timedOffenders(
            flow.connection(),
            stalls.stream().map(ZeroWindow::closing).toList(),
            s -> note(s, stalls))
        .fact(
            "evidence",
            Wording.count(stalls.get(0).probes().size(), "probe") + " of the peer meanwhile")
        .cause(
            "the application of the "
                + Wording.side(flow.sender())
                + " did not read what had arrived",
            Confidence.PROVEN)
        .lookFor(Remedy.READ_FASTER);
  }

  private static String note(Segment segment, List<ZeroWindow> stalls) {
    return stalls.stream()
        .filter(stall -> stall.closing().equals(segment))
        .map(
            stall ->
                stall.opening().isPresent()
                    ? "closed for "
                        + Wording.time(stall.durationNanos())
                        + ", until #"
                        + stall.opening().get().frame()
                    : "not seen to open again")
        .findFirst()
        .orElse("");
  }

  private static long longest(List<ZeroWindow> closed) {
    return closed.stream().mapToLong(ZeroWindow::durationNanos).max().orElse(0);
  }
}
