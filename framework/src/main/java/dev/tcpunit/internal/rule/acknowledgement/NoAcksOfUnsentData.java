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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One side acknowledges only what the peer has sent. An ACK of bytes that were not captured proves
 * nothing, since the capture may have missed them; an ACK of bytes that the peer sends for the
 * first time later is proof.
 */
public final class NoAcksOfUnsentData extends FlowRule {
  public NoAcksOfUnsentData() {
    super(
        "hasNoAcksOfUnsentData",
        "acknowledge nothing that was not sent",
        "RFC 9293 s3.4",
        "an ACK lies between SND.UNA and SND.NXT of the peer",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    Optional<String> doubt = Doubt.of(flow.connection());
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    List<Segment> beyond = beyondWhatWasSent(flow);
    List<Segment> proven =
        beyond.stream().filter(ack -> isBehindFin(flow, ack) || isSentLater(flow, ack)).toList();
    if (!proven.isEmpty()) {
      return judgement.violatedByPresence(
          expecting(flow)
              .but(
                  Wording.count(proven.size(), "ACK")
                      + (proven.stream().noneMatch(ack -> isSentLater(flow, ack))
                          ? " of data that was never sent"
                          : " of data that was sent only later"))
              .offenders(flow.connection(), proven, ack -> "nothing was sent up to there"));
    }
    return beyond.isEmpty()
        ? judgement.holds(none(flow))
        : judgement.cannotTell(
            none(flow),
            "%s of bytes that were not captured, so that the capture may have missed them"
                .formatted(Wording.count(beyond.size(), "ACK")));
  }

  private static List<Segment> beyondWhatWasSent(Flow flow) {
    List<Segment> beyond = new ArrayList<>();
    long sent = 0;
    for (Segment segment : flow.connection().segments()) {
      if (segment.from() != flow.sender()) {
        sent = Math.max(sent, segment.end());
      } else if (isAck(segment) && segment.ack() > sent) {
        beyond.add(segment);
      }
    }
    return beyond;
  }

  private static boolean isAck(Segment segment) {
    return segment.has(TcpFlags.ACK)
        && !segment.has(TcpFlags.RST)
        && segment.kind() != SegmentKind.NETWORK_DUPLICATE;
  }

  /** The FIN of the peer, which it has sent itself, ends before what the ACK is of. */
  private static boolean isBehindFin(Flow flow, Segment ack) {
    OptionalLong fin = flow.connection().flow(flow.sender().peer()).finOffset();
    return fin.isPresent() && ack.ack() > fin.getAsLong() + 1;
  }

  /** The peer sends, as new data, bytes that the ACK has acknowledged. */
  private static boolean isSentLater(Flow flow, Segment ack) {
    List<Segment> all = flow.connection().segments();
    return all.subList(ack.index() + 1, all.size()).stream()
        .filter(later -> later.from() != flow.sender() && later.length() > 0)
        .filter(later -> later.kind() == SegmentKind.NEW)
        .filter(later -> later.seq() < ack.ack())
        .anyMatch(later -> later.timeNanos() - ack.timeNanos() > Doubt.DISORDER_NANOS);
  }

  private Finding none(Flow flow) {
    return expecting(flow).but("none of " + Wording.count(flow.segments(), "segment") + " does");
  }
}
