package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
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
public final class MonotonicAcks implements Rule<Flow> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasMonotonicAcks";
  }

  @Override
  public String source() {
    return ShouldHaveSoundAcks.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    ShouldHaveSoundAcks message = ShouldHaveSoundAcks.monotonic(flow);
    Optional<String> doubt = Doubt.of(flow.connection());
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.message(), doubt.get());
    }
    Map<Segment, Segment> back = goingBack(flow);
    if (back.isEmpty()) {
      return judgement.holds(message.none());
    }
    List<Segment> sentSo =
        back.keySet().stream()
            .filter(ack -> isSentLater(flow, back.get(ack), ack))
            .sorted((one, other) -> Integer.compare(one.index(), other.index()))
            .toList();
    return sentSo.isEmpty()
        ? judgement.cannotTell(
            message.none(),
            "ACKs came that are older than one before, maybe overtaken on their way")
        : judgement.violatedByPresence(
            message.found(
                sentSo.size() == 1 ? "goes back" : "go back",
                sentSo,
                ack ->
                    "after ack %d in #%d".formatted(back.get(ack).ack(), back.get(ack).frame())));
  }

  /** Each with the highest ACK before it. */
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

  /** By the place of the capture, or by the sender's clock: an equal tick decides nothing. */
  private static boolean isSentLater(Flow flow, Segment before, Segment ack) {
    return flow.connection().vantagePoint().isBeside(flow.sender())
        || before.hasTimestamps()
            && ack.hasTimestamps()
            && (int) (ack.timestampValue() - before.timestampValue()) > 0;
  }
}
