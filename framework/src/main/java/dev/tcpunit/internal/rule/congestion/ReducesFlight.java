package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** After each recovery fewer bytes are in flight than when the recovery began. */
final class ReducesFlight extends FlowRule implements TimedRule {
  /** RFC 5681 section 3.1: a window is never reduced to less than two segments. */
  private static final int LEAST_SEGMENTS = 2;

  /** RFC 9438 section 4.6: what CUBIC leaves of a window; RFC 5681 leaves less. */
  private static final double MOST_LEFT = 0.7;

  ReducesFlight() {
    super(
        "reducesFlightAfterLoss",
        "have less under way after a loss than before",
        "RFC 5681 s3.1, RFC 9438 s4.6",
        "a loss halves the window, or takes 0.3 of it with CUBIC",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    // What was sent again in vain says nothing of a loss.
    Optional<String> doubt = Doubt.besideSender(flow).or(() -> Doubt.cutReports(flow.connection()));
    if (doubt.isPresent()) {
      return judgement.cannotTell(reduced(flow, 0), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    int full = dynamics.maxSegmentPayload().orElse(0);
    List<Recovery> all = losses(dynamics, (long) LEAST_SEGMENTS * full);
    List<Recovery> losses = all.stream().filter(r -> !hasGrownAgain(r, full)).toList();
    Optional<Recovery> wrong =
        losses.stream().filter(r -> r.flightAfter().orElseThrow() >= r.flightBefore()).findFirst();
    if (wrong.isPresent()) {
      Finding found = notReduced(flow, wrong.get());
      return otherLimit(dynamics, wrong.get(), full)
          .map(doubtful -> judgement.cannotTell(found, doubtful))
          .orElseGet(() -> judgement.violatedByAbsence(found));
    }
    return losses.isEmpty()
        ? judgement.cannotTell(
            reduced(flow, 0),
            all.isEmpty()
                ? "no loss with more than two segments under way was followed by new data"
                : "the window was so small that with one segment more, which it grows by in a round"
                    + " trip, it is as large again")
        : judgement.holds(reduced(flow, losses.size()));
  }

  private static List<Recovery> losses(FlowDynamics dynamics, long least) {
    return dynamics.recoveries().stream()
        .filter(r -> r.cause() != RetransmissionCause.SYN && !r.isSpurious())
        // RFC 1191 section 6.5: what was too long for the path says nothing of congestion.
        .filter(r -> r.cause() != RetransmissionCause.PATH_MTU)
        .filter(r -> r.flightBefore() > least && r.flightAfter().isPresent())
        .toList();
  }

  /**
   * Whether a window that was reduced and has grown by a segment since, as it does in a round trip
   * (RFC 5681 section 3.1), lets as much be under way as before. So it is with three segments: two
   * are the least.
   */
  private static boolean hasGrownAgain(Recovery recovery, long fullSize) {
    long after = recovery.flightAfter().orElseThrow();
    double reduced =
        Math.max((double) LEAST_SEGMENTS * fullSize, MOST_LEFT * recovery.flightBefore());
    return after >= recovery.flightBefore() && after <= reduced + fullSize;
  }

  /**
   * Why fewer bytes may have been in flight before a loss than the congestion window allowed. A
   * sender may reduce that window in place of the bytes in flight (RFC 9438 section 4.6).
   */
  private static Optional<String> otherLimit(
      FlowDynamics dynamics, Recovery recovery, long fullSize) {
    List<Segment> round = roundOfLoss(dynamics.flow(), recovery.first());
    Segment latest = round.get(round.size() - 1);
    if (latest.has(TcpFlags.PSH)) {
      return Optional.of("before the loss the sender had perhaps no more to send (PSH)");
    }
    OptionalLong left = dynamics.receiveWindow().leftAfter(latest);
    if (left.isPresent() && left.getAsLong() < fullSize) {
      return Optional.of("before the loss the receive window was full");
    }
    long most = round.stream().mapToLong(dynamics::flightSizeAfter).max().orElseThrow();
    if (most > recovery.flightBefore()) {
      return Optional.of(
          "when the loss was repaired less was under way than in the round trip before it (%s)"
              .formatted(Wording.count(most, "byte")));
    }
    long segments = round.stream().mapToLong(s -> (s.length() + fullSize - 1) / fullSize).sum();
    return segments * fullSize > recovery.flightAfter().orElseThrow()
        ? Optional.of(
            "of the %d segments that were under way before the loss some were small, and kernels"
                    .formatted(segments)
                + " count segments")
        : Optional.empty();
  }

  /**
   * The new data that was sent from the lost segment on until it was sent again. Where ACKs come
   * many at once, a sender hears of the loss before it has answered those ahead of it, as Linux
   * does not queue more than its host hands on; so fewer bytes are in flight than its window
   * allows.
   */
  private static List<Segment> roundOfLoss(Flow flow, Segment resend) {
    List<Segment> sent =
        flow.connection().segments().subList(0, resend.index()).stream()
            .filter(segment -> segment.from() == flow.sender())
            .filter(segment -> segment.kind() == SegmentKind.NEW && segment.length() > 0)
            .toList();
    List<Segment> round = sent.stream().filter(s -> s.end() > resend.seq()).toList();
    return round.isEmpty() ? List.of(resend) : round;
  }

  private Finding reduced(Flow flow, int losses) {
    return expecting(flow)
        .but(
            losses == 0
                ? "nothing was sent again"
                : "%d of %d did, as far as is seen".formatted(losses, losses));
  }

  private Finding notReduced(Flow flow, Recovery recovery) {
    Segment end = recovery.end().orElseThrow();
    return expecting(flow)
        .but(
            "%s were under way after the loss, %d before"
                .formatted(
                    Wording.count(recovery.flightAfter().orElseThrow(), "byte"),
                    recovery.flightBefore()))
        .timedOffenders(
            flow.connection(),
            List.of(recovery.first(), end),
            s -> s.equals(recovery.first()) ? "the recovery begins" : "and ends")
        .cause(
            "a congestion control that does not take a loss for congestion, such as BBR",
            Certainty.POSSIBLE);
  }
}
