package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import java.util.Optional;

/** Why it cannot be told of a flow what was sent again. */
final class ResendDoubt {
  private ResendDoubt() {}

  static Optional<String> of(Flow flow) {
    return OverTime.doubt(flow).or(() -> undecided(flow)).or(() -> lostBefore(flow));
  }

  /** The same but for what may have been sent again: of use where that cannot change a verdict. */
  static Optional<String> ofOthers(Flow flow) {
    return OverTime.doubt(flow).or(() -> lostBefore(flow));
  }

  private static Optional<String> undecided(Flow flow) {
    long undecided = flow.count(FlowCount.UNDECIDED);
    return undecided == 0
        ? Optional.empty()
        : Optional.of(
            "the packets do not say if %s sent again or overtaken"
                .formatted(
                    Wording.count(undecided, "segment") + (undecided == 1 ? " was" : " were")));
  }

  /** Beside the receiver, what was lost on its way and sent again is seen once. */
  private static Optional<String> lostBefore(Flow flow) {
    VantagePoint vantage = flow.connection().vantagePoint();
    boolean behind = vantage.isBeside(flow.sender().peer()) && !vantage.isBeside(flow.sender());
    return behind
        ? Optional.of("the capture stands beside the receiver: what was lost is not in it")
        : Optional.empty();
  }

  static List<Segment> segments(Flow flow, SegmentKind kind) {
    return SentSegments.of(List.of(flow), s -> s.kind() == kind);
  }
}
