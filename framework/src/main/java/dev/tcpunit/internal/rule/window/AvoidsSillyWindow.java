package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ReceiveWindow;
import dev.tcpunit.dynamics.WindowWait;
import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A sender does not fill the rest of a nearly full window, and a receiver does not reopen its
 * window by a few bytes.
 */
final class AvoidsSillyWindow extends FlowRule implements TimedRule {
  /** RFC 9293 section 3.8.6.2.1: after a time-out of 0.1 to 1 second a little may be sent too. */
  private static final long OVERRIDE = TimeUnit.MILLISECONDS.toNanos(100);

  AvoidsSillyWindow() {
    super(
        "avoidsSillyWindow",
        "avoid the silly window syndrome",
        "RFC 9293 s3.8.6.2, MUST-38, MUST-39",
        "neither send nor announce less than a full segment or half the buffer, whichever is"
            + " less",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Finding none =
        expecting(flow).but(Wording.count(flow.segments(), "segment") + ", none of them silly");
    Optional<String> doubt = Doubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(none, doubt.get());
    }
    FlowDynamics sending = FlowDynamics.of(flow);
    FlowDynamics receiving = FlowDynamics.of(flow.connection().flow(flow.sender().peer()));
    if (!sending.receiveWindow().isKnown() || !receiving.receiveWindow().isKnown()) {
      return judgement.cannotTell(none, WindowRules.unknownUnit(flow.connection()));
    }
    List<Segment> sent = sent(sending);
    if (!sent.isEmpty()) {
      return judgement.violatedByPresence(sent(flow, sent));
    }
    List<Segment> opened = opened(receiving);
    return opened.isEmpty()
        ? judgement.holds(none)
        : judgement.violatedByPresence(opened(flow, opened, enoughToOpen(receiving)));
  }

  private static List<Segment> sent(FlowDynamics dynamics) {
    List<Segment> segments = dynamics.flow().connection().segments();
    return dynamics.receiveWindow().waits().stream()
        .map(WindowWait::last)
        .filter(
            s ->
                s.has(SegmentFinding.WINDOW_FULL)
                    && usable(s, dynamics) < enoughToSend(dynamics, s))
        .filter(s -> s.timeNanos() - lastSentBefore(s, segments) < OVERRIDE)
        .toList();
  }

  /**
   * The usable window before the sender's latest run of segments: such a run may fill a wide window
   * to the last byte.
   */
  private static long usable(Segment segment, FlowDynamics dynamics) {
    List<Segment> segments = dynamics.flow().connection().segments();
    int at = segment.index() - 1;
    while (at > 0 && segments.get(at).from() == segment.from()) {
      at--;
    }
    return dynamics.receiveWindow().leftAfter(segments.get(Math.max(0, at))).orElse(Long.MAX_VALUE);
  }

  private static long lastSentBefore(Segment segment, List<Segment> segments) {
    return segments.subList(0, segment.index()).stream()
        .filter(s -> s.from() == segment.from() && s.length() > 0)
        .mapToLong(Segment::timeNanos)
        .max()
        .orElse(Long.MIN_VALUE / 2);
  }

  private static List<Segment> opened(FlowDynamics dynamics) {
    ReceiveWindow window = dynamics.receiveWindow();
    long enough = enoughToOpen(dynamics);
    return window.zeroWindows().stream()
        .map(ZeroWindow::opening)
        .flatMap(Optional::stream)
        .filter(s -> window.bytes(s).orElse(enough) < enough)
        .toList();
  }

  /** The least that is worth to be sent: a full segment, or half the largest window until then. */
  private static long enoughToSend(FlowDynamics dynamics, Segment until) {
    return fullOrHalfOf(announced(dynamics, until.index()).max(), dynamics);
  }

  /**
   * The least by which a window should open: a full segment or half the receive buffer. No packet
   * shows how large that buffer is: it holds at least the window of the handshake. A kernel may
   * enlarge it later, but that larger size need not be free when the window opens.
   */
  private static long enoughToOpen(FlowDynamics dynamics) {
    return fullOrHalfOf(announced(dynamics, Integer.MAX_VALUE).findFirst(), dynamics);
  }

  private static long fullOrHalfOf(OptionalLong window, FlowDynamics dynamics) {
    return Math.min(dynamics.maxSegmentPayload().orElse(Integer.MAX_VALUE), window.orElse(0) / 2);
  }

  /** The windows that the receiver announced up to a segment, that of its SYN-ACK included. */
  private static LongStream announced(FlowDynamics dynamics, int until) {
    Role receiver = dynamics.flow().sender().peer();
    return dynamics.flow().connection().segments().stream()
        .takeWhile(s -> s.index() <= until)
        .filter(s -> s.from() == receiver && s.has(TcpFlags.ACK))
        .mapToLong(s -> dynamics.receiveWindow().bytes(s).orElse(0));
  }

  private Finding sent(Flow flow, List<Segment> small) {
    return expecting(flow)
        .but(
            "%s no larger than what was left of the window"
                .formatted(small.size() == 1 ? "1 segment was" : small.size() + " segments were"))
        .timedOffenders(flow.connection(), small, s -> "fills the window");
  }

  private Finding opened(Flow flow, List<Segment> small, long enough) {
    return expecting(flow)
        .but(
            "it opened its window %s by less than %s"
                .formatted(Wording.times(small.size()), Wording.count(enough, "byte")))
        .timedOffenders(flow.connection(), small, s -> "opens it a crack");
  }
}
