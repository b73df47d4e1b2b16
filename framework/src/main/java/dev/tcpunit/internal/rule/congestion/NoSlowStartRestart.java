package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.IdleRestart;
import dev.tcpunit.dynamics.RetransmissionTimeout;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** No idle time cost a sender the window that it had. */
final class NoSlowStartRestart implements Rule<Flow> {
  /** An ACK lets a kernel send at once. */
  private static final long PROMPTLY = 1_000_000;

  @Override
  public String name() {
    return "hasNoSlowStartRestart";
  }

  @Override
  public String source() {
    return ShouldNotRestartSlowly.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.of(flow).or(() -> Doubt.notBesideSender(flow));
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldNotRestartSlowly.none(flow, 0), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    List<IdleRestart> idle = dynamics.idleRestarts(RetransmissionTimeout.Rule.LINUX);
    for (IdleRestart restart : idle) {
      Optional<Segment> next = heldUp(restart, dynamics);
      if (next.isPresent()) {
        return judgement.violatedByAbsence(
            ShouldNotRestartSlowly.found(flow, restart, next.get()), Optional.empty());
      }
    }
    return judgement.holds(ShouldNotRestartSlowly.none(flow, idle.size()));
  }

  /** The data that waited for the first ACK, if it did: there was room in the peer's window. */
  private static Optional<Segment> heldUp(IdleRestart restart, FlowDynamics dynamics) {
    boolean lost =
        dynamics.recoveries().stream()
            .anyMatch(recovery -> recovery.first().index() < restart.after().index());
    List<Segment> segments = dynamics.flow().connection().segments();
    Optional<Segment> ack = after(segments, restart.after(), s -> acknowledges(s, restart.after()));
    if (lost || restart.burstBytes() >= restart.flightBefore() || ack.isEmpty()) {
      return Optional.empty();
    }
    Segment before = segments.get(ack.get().index() - 1);
    long room = dynamics.receiveWindow().leftAfter(before).orElse(0);
    if (room < dynamics.maxSegmentPayload().orElse(Integer.MAX_VALUE)) {
      return Optional.empty();
    }
    return after(segments, ack.get(), s -> s.from() == restart.after().from() && s.length() > 0)
        .filter(next -> next.timeNanos() - ack.get().timeNanos() < PROMPTLY);
  }

  private static boolean acknowledges(Segment segment, Segment data) {
    return segment.from() != data.from() && segment.has(TcpFlags.ACK) && segment.ack() > data.seq();
  }

  private static Optional<Segment> after(
      List<Segment> segments, Segment from, Predicate<Segment> wanted) {
    return segments.subList(from.index() + 1, segments.size()).stream().filter(wanted).findFirst();
  }
}
