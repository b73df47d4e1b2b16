package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.Optional;

/** One side's ACKs tell the peer of the marks that the peer's packets arrived with. */
public final class EchoesCongestion implements Rule<Flow> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "echoesCongestion";
  }

  @Override
  public String source() {
    return ShouldEchoCongestion.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    ShouldEchoCongestion message = new ShouldEchoCongestion(flow);
    Optional<String> doubt = doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.message(), doubt.get());
    }
    return EcnMode.of(flow.connection()) == EcnMode.ACCURATE
        ? new CountsMarks(flow, message).judge(judgement)
        : judgeEchoes(flow, message);
  }

  private Verdict judgeEchoes(Flow flow, ShouldEchoCongestion message) {
    Segment mark = null;
    int marks = 0;
    int echoes = 0;
    for (Segment segment : flow.connection().segments()) {
      boolean own = segment.from() == flow.sender();
      if (!own && EcnUse.isMarked(segment)) {
        mark = mark == null ? segment : mark;
        marks++;
      } else if (!own && segment.has(TcpFlags.CWR)) {
        mark = null;
      } else if (own && mark != null && covers(segment, mark)) {
        if (!EcnUse.isEcho(segment)) {
          return judgement.violatedByAbsence(message.silent(mark, segment), Optional.empty());
        }
        echoes++;
      }
    }
    return marks == 0 || echoes == 0
        ? judgement.cannotTell(
            message.message(),
            marks == 0 ? "no packet of the peer was marked" : "no ACK came after the mark")
        : judgement.holds(message.echoed(marks, echoes));
  }

  /** What does not cover it may have been sent before the mark was seen. */
  private static boolean covers(Segment ack, Segment mark) {
    return ack.has(TcpFlags.ACK) && ack.ack() >= mark.end();
  }

  private static Optional<String> doubt(Flow flow) {
    return OverTime.doubt(flow.connection())
        .or(
            () ->
                EcnMode.of(flow.connection()) == EcnMode.NONE
                    ? Optional.of("ECN was not negotiated")
                    : Optional.empty())
        .or(() -> OverTime.notBesideSender(flow));
  }
}
