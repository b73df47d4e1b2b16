package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.WindowWait;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;

/** Messages of {@code isNotWindowLimited}. */
public final class ShouldNotBeWindowLimited {
  public static final String SOURCE = "RFC 9293 s3.8.6";

  private ShouldNotBeWindowLimited() {}

  public static Finding none(Flow flow) {
    return message(flow)
        .but(Wording.count(flow.dataSegments(), "data segment") + ", none waited for the window");
  }

  public static Finding found(Flow flow, List<WindowWait> waits) {
    WindowWait longest =
        waits.stream().max(Comparator.comparingLong(WindowWait::nanos)).orElseThrow();
    String peer = Wording.side(flow.sender().peer());
    return message(flow)
        .but("%s it had used up the window of the %s".formatted(Wording.times(waits.size()), peer))
        .timedOffenders(
            flow.connection(), List.of(longest.last(), longest.resumed()), s -> note(s, longest))
        .fact(
            "evidence",
            "it waited for %s in all, the longest time is shown"
                .formatted(Wording.time(waits.stream().mapToLong(WindowWait::nanos).sum())))
        .cause(
            "the receive buffer of the " + peer + " is too small for this path, or it reads slowly",
            Confidence.LIKELY);
  }

  private static String note(Segment segment, WindowWait wait) {
    if (segment.equals(wait.last())) {
      return "less than a segment is left";
    }
    return segment.equals(wait.resumed()) ? "goes on after #" + wait.opening().frame() : "";
  }

  private static Finding message(Flow flow) {
    return Finding.expecting(flow, "never wait for the window of its peer")
        .rule(SOURCE, "the sender sends no byte beyond SND.UNA + SND.WND");
  }
}
