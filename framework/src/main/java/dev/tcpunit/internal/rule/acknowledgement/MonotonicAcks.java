package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The acknowledgement numbers that one side sends never go back. Away from that side a late ACK may
 * have been overtaken on its way, and only its timestamp tells.
 */
public final class MonotonicAcks extends FlowRule {
  public MonotonicAcks() {
    super(
        "hasMonotonicAcks",
        "never take an acknowledgement back",
        "RFC 9293 s3.4",
        "what is acknowledged stays so: RCV.NXT only grows",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.of(flow.connection());
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    Map<Segment, Segment> back = goingBack(flow);
    if (back.isEmpty()) {
      return judgement.holds(none(flow));
    }
    List<Segment> late =
        back.keySet().stream()
            .filter(ack -> isSentLater(flow, back.get(ack), ack))
            .sorted((one, other) -> Integer.compare(one.index(), other.index()))
            .toList();
    return late.isEmpty()
        ? judgement.cannotTell(
            none(flow), "ACKs came that are older than one before, maybe overtaken on their way")
        : judgement.violatedByPresence(
            expecting(flow)
                .but(
                    Wording.count(late.size(), "ACK")
                        + (late.size() == 1 ? " goes back" : " go back"))
                .offenders(flow.connection(), late, ack -> note(back.get(ack))));
  }

  /** The ACKs below an earlier one, each with the highest before it. */
  private static Map<Segment, Segment> goingBack(Flow flow) {
    Map<Segment, Segment> back = new HashMap<>();
    Segment highest = null;
    for (Segment segment : flow.connection().segments()) {
      boolean counts =
          segment.from() == flow.sender()
              && segment.has(TcpFlags.ACK)
              && !segment.has(TcpFlags.RST)
              && segment.kind() != SegmentKind.NETWORK_DUPLICATE;
      if (counts && highest != null && segment.ack() < highest.ack()) {
        back.put(segment, highest);
      } else if (counts) {
        highest = segment;
      }
    }
    return back;
  }

  /**
   * Whether an ACK was also sent after the other, by the sender's clock, or where that says the
   * same tick or nothing by the place of the capture: a queue of the sender's own may come between.
   */
  private static boolean isSentLater(Flow flow, Segment before, Segment ack) {
    boolean stamped = before.hasTimestamps() && ack.hasTimestamps();
    int ticks = stamped ? (int) (ack.timestampValue() - before.timestampValue()) : 0;
    return ticks > 0 || ticks == 0 && flow.connection().vantagePoint().isBeside(flow.sender());
  }

  private static String note(Segment highest) {
    return "after ack %d in #%d".formatted(highest.ack(), highest.frame());
  }

  private Finding none(Flow flow) {
    return expecting(flow).but("none of " + Wording.count(flow.segments(), "segment") + " does");
  }
}
