package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.IdleRestart;
import dev.tcpunit.dynamics.RetransmissionTimeout;
import dev.tcpunit.internal.rule.Content;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** After an idle time, the sender was never held up by a smaller congestion window than before. */
final class NoSlowStartRestart extends FlowRule implements TimedRule {
  /** A kernel sends the data that waited for an ACK within this time after the ACK. */
  private static final long PROMPTLY = 1_000_000;

  NoSlowStartRestart() {
    super(
        "hasNoSlowStartRestart",
        "not begin slowly again after idle times",
        "RFC 5681 s4.1",
        "who has sent nothing for longer than a retransmission time-out begins with a smaller"
            + " window, at last the initial one",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.besideSender(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(notHeldUp(flow, 0), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    List<IdleRestart> idle = dynamics.idleRestarts(RetransmissionTimeout.Rule.LINUX);
    boolean known = dynamics.receiveWindow().isKnown() && dynamics.maxSegmentPayload().isPresent();
    for (IdleRestart restart : idle) {
      Optional<Segment> next = heldUp(restart, dynamics);
      if (next.isPresent() && !known) {
        return judgement.cannotTell(
            notHeldUp(flow, idle.size()),
            Doubt.ofOffers(flow.connection())
                .orElse("a SYN is missing, and how much room the window had with it"));
      }
      if (next.isPresent()) {
        return judgement.violatedByAbsence(heldUp(flow, restart, next.get()));
      }
    }
    return judgement.holds(notHeldUp(flow, idle.size()));
  }

  /**
   * The data that waited for the first ACK although the peer's window had room, or may have had;
   * empty if none did.
   */
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
    OptionalLong room = dynamics.receiveWindow().leftAfter(before);
    OptionalInt full = dynamics.maxSegmentPayload();
    if (room.isPresent() && full.isPresent() && room.getAsLong() < full.getAsInt()) {
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

  private Finding notHeldUp(Flow flow, int idleTimes) {
    return expecting(flow)
        .but(
            idleTimes == 0
                ? "it was never idle for long"
                : "it was idle " + Wording.times(idleTimes) + " and was not held up");
  }

  private Finding heldUp(Flow flow, IdleRestart restart, Segment next) {
    Finding found = expecting(flow);
    found
        .but(
            "after %s without data it sent %s and waited for their ACK; before it had %d under way"
                .formatted(
                    Wording.time(restart.idleNanos()),
                    Wording.count(restart.burstBytes(), "byte"),
                    restart.flightBefore()))
        .timedOffenders(
            flow.connection(),
            List.of(restart.after(), next),
            s -> s.equals(restart.after()) ? "after the pause" : "");
    boolean within = Content.isWithinHttpMessage(flow, restart.after().seq());
    if (within) {
      found.fact("evidence", "the pause was within one HTTP message, not between two");
    }
    if (isWithoutWork(flow, restart.after())) {
      found
          .fact("evidence", "before the pause all was acknowledged, and the window had room")
          .cause("the program wrote nothing in that time", Certainty.LIKELY);
    }
    found.lookFor(Remedy.READ_AHEAD);
    return within ? found : found.lookFor(Remedy.NO_PAUSES);
  }

  /** The kernel would have sent what it had: nothing was under way, and the window was open. */
  private static boolean isWithoutWork(Flow flow, Segment after) {
    FlowDynamics dynamics = FlowDynamics.of(flow);
    Segment before = flow.connection().segments().get(after.index() - 1);
    return dynamics.flightSizeAfter(before) == 0
        && dynamics.receiveWindow().leftAfter(before).orElse(0) >= after.length();
  }
}
