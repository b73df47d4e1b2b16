package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.EcnCodepoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** One side's ACKs tell the peer of the marks that the peer's packets arrived with. */
final class EchoesCongestion extends FlowRule {
  EchoesCongestion() {
    super(
        "echoesCongestion",
        "echo congestion marks",
        "RFC 3168 s6.1.3",
        "after a mark each ACK carries ECE, until the sender answers by CWR",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    return EcnMode.of(flow.connection()) == EcnMode.ACCURATE
        ? judgeCounters(flow)
        : judgeEchoes(flow);
  }

  private static Optional<String> doubt(Flow flow) {
    return Doubt.of(flow.connection())
        .or(
            () ->
                EcnMode.of(flow.connection()) == EcnMode.NONE
                    ? Optional.of("ECN was not negotiated")
                    : Optional.empty())
        .or(() -> Doubt.notBesideSender(flow));
  }

  /**
   * Whether a router on the way marked the packet (RFC 3168 section 5). In an IP header that was
   * damaged the mark may be the damage.
   */
  static boolean isMarked(Segment segment) {
    return segment.ecn().filter(EcnCodepoint.CE::equals).isPresent()
        && segment.acceptanceReason().filter(AcceptanceReason.BAD_IP_CHECKSUM::equals).isEmpty();
  }

  /** Whether a segment echoes a mark by classic ECN; in a SYN, ECE asks for ECN (s6.1.1). */
  static boolean isEcho(Segment segment) {
    return segment.has(TcpFlags.ECE) && !segment.has(TcpFlags.SYN);
  }

  private Verdict judgeEchoes(Flow flow) {
    Segment mark = null;
    int marks = 0;
    int echoes = 0;
    for (Segment segment : SentSegments.sound(flow.connection()).toList()) {
      boolean own = segment.from() == flow.sender();
      if (!own && isMarked(segment)) {
        mark = mark == null ? segment : mark;
        marks++;
      } else if (!own && segment.has(TcpFlags.CWR)) {
        mark = null;
      } else if (own && mark != null && covers(segment, mark)) {
        if (!isEcho(segment)) {
          return judgement.violatedByAbsence(silent(flow, mark, segment), Optional.empty());
        }
        echoes++;
      }
    }
    return echoed(flow, marks, echoes);
  }

  /** An ACK that does not cover the mark may have been sent before the mark was seen. */
  private static boolean covers(Segment ack, Segment mark) {
    return ack.has(TcpFlags.ACK) && ack.ack() >= mark.end();
  }

  private Verdict judgeCounters(Flow flow) {
    MarkCounter counter = new MarkCounter(flow);
    for (Segment segment : SentSegments.sound(flow.connection()).toList()) {
      if (segment.from() != flow.sender()) {
        counter.arrived(segment);
      } else if (counter.isWrong(segment)) {
        return judgement.violatedByAbsence(miscounted(flow, counter, segment), Optional.empty());
      }
    }
    return echoed(flow, counter.marks(), counter.told());
  }

  private Verdict echoed(Flow flow, int marks, int echoes) {
    if (marks == 0 || echoes == 0) {
      return judgement.cannotTell(
          expecting(flow),
          marks == 0 ? "no packet of the peer was marked" : "no ACK came after the mark");
    }
    return judgement.holds(
        expecting(flow)
            .but(
                "%s of the peer arrived, and %s echoed"
                    .formatted(Wording.count(marks, "mark"), Wording.count(echoes, "segment"))));
  }

  private Finding silent(Flow flow, Segment mark, Segment ack) {
    return show(
        expecting(flow).but("an ACK after a congestion mark does not echo it"),
        flow,
        mark,
        ack,
        "without ECE");
  }

  private Finding miscounted(Flow flow, MarkCounter counter, Segment ack) {
    return show(
            expecting(flow)
                .but(
                    "a counter does not tell of the marks that had come, %s in all"
                        .formatted(counter.came())),
            flow,
            counter.latest(),
            ack,
            "counts otherwise")
        .rule(
            "RFC 9768 s3.2.2",
            "AE, CWR and ECE are the three lowest bits of the number of marked packets, from 5 on");
  }

  private static Finding show(Finding finding, Flow flow, Segment mark, Segment ack, String fault) {
    return finding.offenders(
        flow.connection(),
        List.of(mark, ack),
        segment -> segment.equals(mark) ? "arrived marked CE" : segment.equals(ack) ? fault : "");
  }
}
