package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A side never kept its receive window closed for longer than the limit while its peer might send.
 */
public final class ZeroWindowStall extends FlowRule implements TimedRule {
  private final Duration limit;

  public ZeroWindowStall(Duration limit) {
    super(
        "hasNoZeroWindowStallLongerThan",
        "keep the window closed no longer than " + Wording.time(limit.toNanos()),
        "RFC 9293 s3.8.6",
        "a window of zero stops the peer until the application reads",
        Judged.BOTH_ENDS);
    this.limit = limit;
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    Connection connection = flow.connection();
    Optional<String> doubt = Doubt.of(flow);
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(expecting(flow), doubt.orElseThrow());
    }
    List<ZeroWindow> closed = closed(connection.flow(flow.sender().peer()));
    List<ZeroWindow> stalls =
        closed.stream().filter(c -> nanos(c, connection) > limit.toNanos()).toList();
    if (!stalls.isEmpty()) {
      boolean opened = stalls.stream().anyMatch(stall -> stall.opening().isPresent());
      return opened
          ? judgement.violatedByPresence(stalled(flow, stalls))
          : judgement.violatedByAbsence(stalled(flow, stalls), doubt);
    }
    return doubt
        .or(() -> stillClosed(closed, connection))
        .map(why -> judgement.cannotTell(seen(flow, closed), why))
        .orElseGet(() -> judgement.holds(seen(flow, closed)));
  }

  /**
   * The closed windows of a receiver whose peer may still send: after the FIN of the peer was
   * acknowledged there is nothing to hold up.
   */
  private static List<ZeroWindow> closed(Flow sender) {
    OptionalLong fin = sender.finOffset();
    return FlowDynamics.of(sender).receiveWindow().zeroWindows().stream()
        .filter(c -> fin.isEmpty() || c.closing().ack() <= fin.getAsLong())
        .toList();
  }

  private static long nanos(ZeroWindow closed, Connection connection) {
    return closed.opening().isPresent()
        ? closed.durationNanos()
        : connection.trace().endNanos() - closed.startNanos();
  }

  private static Optional<String> stillClosed(List<ZeroWindow> closed, Connection connection) {
    return closed.stream()
        .filter(c -> c.opening().isEmpty())
        .findFirst()
        .map(
            c ->
                "the window was still closed when the capture ended, %s after #%d"
                    .formatted(Wording.time(nanos(c, connection)), c.closing().frame()));
  }

  private Finding seen(Flow flow, List<ZeroWindow> closed) {
    OptionalLong longest = closed.stream().mapToLong(ZeroWindow::durationNanos).max();
    return expecting(flow)
        .but(
            longest.isEmpty()
                ? "it never closed the window"
                : "it closed the window %s, at the longest for %s"
                    .formatted(Wording.times(closed.size()), Wording.time(longest.getAsLong())));
  }

  private Finding stalled(Flow flow, List<ZeroWindow> stalls) {
    return expecting(flow)
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
            Certainty.PROVEN)
        .lookFor(Remedy.READ_FASTER);
  }

  private static String note(Segment closing, List<ZeroWindow> stalls) {
    ZeroWindow stall =
        stalls.stream().filter(s -> s.closing().equals(closing)).findFirst().orElseThrow();
    return stall
        .opening()
        .map(
            opening ->
                "closed for %s, until #%d"
                    .formatted(Wording.time(stall.durationNanos()), opening.frame()))
        .orElse("not seen to open again");
  }
}
