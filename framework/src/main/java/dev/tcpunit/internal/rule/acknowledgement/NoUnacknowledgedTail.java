package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** All that one side sent, data and FIN, was acknowledged. */
public final class NoUnacknowledgedTail extends FlowRule implements WaitingRule<Flow> {
  public NoUnacknowledgedTail() {
    super(
        "hasNoUnacknowledgedTail",
        "have no unacknowledged tail",
        "RFC 9293 s3.4",
        "the receiver acknowledges every byte that it takes, and the FIN",
        Judged.BOTH_ENDS);
  }

  @Override
  public Verdict judge(Flow flow, Patience patience) {
    return judgeNow(patience.await(flow, "its last ACK", now -> tail(now) <= acknowledged(now)));
  }

  private Verdict judgeNow(Flow flow) {
    if (tail(flow) <= 1) {
      return judgement.cannotTell(expecting(flow), "this side sent neither data nor FIN");
    }
    if (tail(flow) <= acknowledged(flow)) {
      return judgement.holds(none(flow));
    }
    return judgement.violatedByAbsence(open(flow), doubt(flow));
  }

  private Finding none(Flow flow) {
    return expecting(flow)
        .but("all up to %d was acknowledged".formatted(flow.acknowledgedTo().orElse(0)));
  }

  private Finding open(Flow flow) {
    boolean fin = flow.finOffset().isPresent();
    long bytes = Math.max(0, flow.endOffset() - acknowledged(flow));
    String what =
        bytes == 0
            ? "the FIN"
            : "the last " + Wording.count(bytes, "byte") + (fin ? " and the FIN" : "");
    return expecting(flow)
        .but("the %s has not acknowledged %s".formatted(Wording.side(flow.sender().peer()), what))
        .offenders(flow.connection(), unacknowledged(flow))
        .fact(
            "evidence",
            "acknowledged up to %d of %d"
                .formatted(flow.acknowledgedTo().orElse(0), flow.endOffset() + (fin ? 1 : 0)));
  }

  private static List<Segment> unacknowledged(Flow flow) {
    return flow.connection().segments().stream()
        .filter(segment -> segment.from() == flow.sender())
        .filter(segment -> segment.end() > acknowledged(flow) && segment.end() > segment.seq())
        .toList();
  }

  private static Optional<String> doubt(Flow flow) {
    Optional<String> unseen = Doubt.unseen(flow.connection().flow(flow.sender().peer()));
    if (unseen.isPresent()
        || flow.connection().teardown().state() == Teardown.State.RESET
        || flow.unacknowledgedSinceNanos().isEmpty()) {
      return unseen;
    }
    return Doubt.tooSoon(
        flow.connection().trace(), flow.unacknowledgedSinceNanos().getAsLong(), "the last byte");
  }

  private static long acknowledged(Flow flow) {
    return Math.max(1, flow.acknowledgedTo().orElse(1));
  }

  /** The offset after the last byte, or after the FIN if one was sent. */
  private static long tail(Flow flow) {
    return flow.finOffset().isPresent()
        ? Math.max(flow.endOffset(), flow.finOffset().getAsLong() + 1)
        : flow.endOffset();
  }
}
