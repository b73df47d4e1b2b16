package dev.tcpunit.internal.rule.window;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code avoidsSillyWindow}. */
public final class ShouldAvoidSillyWindow {
  public static final String SOURCE = "RFC 9293 s3.8.6.2, MUST-38, MUST-39";

  private ShouldAvoidSillyWindow() {}

  public static Finding none(Flow flow) {
    return message(flow).but(Wording.count(flow.segments(), "segment") + ", none of them silly");
  }

  /** It sent as little as the window had left. */
  public static Finding sent(Flow flow, List<Segment> small) {
    return message(flow)
        .but(
            "%s no larger than what was left of the window"
                .formatted(small.size() == 1 ? "1 segment was" : small.size() + " segments were"))
        .timedOffenders(flow.connection(), small, s -> small.contains(s) ? "fills the window" : "");
  }

  /** It opened a closed window by as little as that. */
  public static Finding opened(Flow flow, List<Segment> small, long enough) {
    return message(flow)
        .but(
            "it opened its window %s by less than %s"
                .formatted(Wording.times(small.size()), Wording.count(enough, "byte")))
        .timedOffenders(flow.connection(), small, s -> small.contains(s) ? "opens it a crack" : "");
  }

  private static Finding message(Flow flow) {
    return Finding.expecting(flow, "avoid the silly window syndrome")
        .rule(
            SOURCE,
            "neither send nor announce less than a full segment or half the buffer, whichever is"
                + " less");
  }
}
