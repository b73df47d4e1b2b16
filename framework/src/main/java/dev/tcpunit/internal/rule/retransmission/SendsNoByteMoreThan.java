package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** No payload byte was sent more often than the given number of times, the first time included. */
public final class SendsNoByteMoreThan extends FlowRule {
  private static final Set<SegmentKind> NOT_SENT_BY_ENDPOINT =
      EnumSet.of(SegmentKind.NETWORK_DUPLICATE, SegmentKind.KEEP_ALIVE, SegmentKind.RESET);

  /** What neither end has sent: {@link AcceptanceReason} says why. */
  private static final Set<AcceptanceReason> STRAYS =
      EnumSet.of(AcceptanceReason.NO_ACK, AcceptanceReason.ACK_TOO_OLD);

  private final int times;

  public SendsNoByteMoreThan(int times) {
    super(
        "sendsNoByteMoreThan",
        "send no byte more than " + Wording.times(times),
        "RFC 9293 s3.8.3",
        "after a number of resends (R2) the connection is given up",
        Judged.SENDER);
    if (times < 1) {
      throw new IllegalArgumentException("what is sent is sent once at least, not " + times);
    }
    this.times = times;
  }

  @Override
  public Verdict judge(Flow flow) {
    List<Segment> sent =
        SentSegments.of(
            List.of(flow),
            s ->
                s.length() > 0
                    && !NOT_SENT_BY_ENDPOINT.contains(s.kind())
                    && s.acceptanceReason().filter(STRAYS::contains).isEmpty());
    long offset = mostOftenSent(sent);
    List<Segment> copies =
        sent.stream().filter(s -> start(s) <= offset && offset < start(s) + s.length()).toList();
    Finding found = found(flow, offset, copies);
    Optional<String> doubt = Doubt.ofResends(flow).or(() -> unseenCopy(sent));
    if (copies.size() > times) {
      boolean sure = copies.stream().noneMatch(s -> s.kind() == SegmentKind.UNDECIDED);
      return sure ? judgement.violatedByPresence(found) : judgement.violatedByAbsence(found, doubt);
    }
    return judgement.holds(
        found, copies.isEmpty() ? doubt.or(() -> Optional.of("this side sent no data")) : doubt);
  }

  /** What was sent again was sent once more than the capture shows, if it has no first copy. */
  private static Optional<String> unseenCopy(List<Segment> sent) {
    return sent.stream()
        .filter(again -> again.kind() == SegmentKind.RETRANSMISSION)
        .filter(again -> sent.stream().noneMatch(s -> isEarlierCopy(s, again)))
        .findFirst()
        .map(again -> "the first copy of #%d was not captured".formatted(again.frame()));
  }

  private static boolean isEarlierCopy(Segment one, Segment again) {
    return one.index() < again.index()
        && start(one) < start(again) + again.length()
        && start(again) < start(one) + one.length();
  }

  /** The first offset where most of the segments overlap. */
  private static long mostOftenSent(List<Segment> sent) {
    Map<Long, Integer> changes = new TreeMap<>();
    for (Segment segment : sent) {
      changes.merge(start(segment), 1, Integer::sum);
      changes.merge(start(segment) + segment.length(), -1, Integer::sum);
    }
    long offset = 0;
    int most = 0;
    int depth = 0;
    for (Map.Entry<Long, Integer> change : changes.entrySet()) {
      depth += change.getValue();
      if (depth > most) {
        most = depth;
        offset = change.getKey();
      }
    }
    return offset;
  }

  /** The byte at this offset was sent most often, by these segments. */
  private Finding found(Flow flow, long offset, List<Segment> copies) {
    Finding finding = expecting(flow);
    return copies.isEmpty()
        ? finding.but("it sent no data")
        : finding
            .but("the byte at %d was sent %s".formatted(offset, Wording.times(copies.size())))
            .timedOffenders(flow.connection(), copies, s -> "");
  }

  private static long start(Segment segment) {
    return segment.has(TcpFlags.SYN) ? segment.seq() + 1 : segment.seq();
  }
}
