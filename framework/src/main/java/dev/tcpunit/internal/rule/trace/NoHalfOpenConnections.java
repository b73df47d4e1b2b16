package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Each SYN was answered, and the handshake completed or refused. */
public final class NoHalfOpenConnections extends StatedRule<Trace> implements WaitingRule<Trace> {
  public NoHalfOpenConnections() {
    super(
        "hasNoHalfOpenConnections",
        "have no half-open connections",
        "RFC 9293 s3.5.1",
        "a SYN is answered by SYN-ACK, or by RST where nobody listens");
  }

  @Override
  public Verdict judge(Trace trace, Patience patience) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    List<Connection> opened =
        trace.connections().stream()
            .map(c -> patience.await(c, "its handshake", later -> !FailedOpening.isPending(later)))
            .toList();
    Trace later = opened.get(0).trace();
    List<Connection> halfOpen = opened.stream().filter(FailedOpening::isPending).toList();
    if (halfOpen.isEmpty()) {
      return judgement.holds(
          expecting(later).but("each SYN was answered, and the answer acknowledged"));
    }
    return judgement.violatedByAbsence(
        ConnectionLines.show(
                expecting(later)
                    .but(Wording.count(halfOpen.size(), "connection") + " never opened"),
                halfOpen,
                c -> ConnectionState.of(c) + ", " + ConnectionLines.segments(c))
            .lookFor(Remedy.ACCEPT_FASTER),
        halfOpen.stream()
            .flatMap(c -> FailedOpening.doubt(c, "the last segment").stream())
            .findFirst());
  }
}
