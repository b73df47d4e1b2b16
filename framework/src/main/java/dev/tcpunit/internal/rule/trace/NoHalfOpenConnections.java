package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
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
            .map(c -> patience.await(c, "its handshake", later -> !isHalfOpen(later)))
            .toList();
    Trace later = opened.get(0).trace();
    List<Connection> halfOpen = opened.stream().filter(NoHalfOpenConnections::isHalfOpen).toList();
    if (halfOpen.isEmpty()) {
      return judgement.holds(
          expecting(later).but("each SYN was answered, and each handshake ended"));
    }
    Finding found =
        ConnectionLines.show(
            expecting(later).but(Wording.count(halfOpen.size(), "connection") + " never opened"),
            halfOpen,
            c -> ConnectionState.of(c) + ", " + ConnectionLines.segments(c));
    boolean unanswered = halfOpen.stream().anyMatch(c -> !isAnswered(c));
    return judgement.violatedByAbsence(
        unanswered ? found.lookFor(Remedy.ACCEPT_FASTER) : found,
        halfOpen.stream()
            .flatMap(c -> FailedOpening.doubt(c, "the last segment").stream())
            .findFirst());
  }

  /** A RST ends a handshake too, as where a client has given up before the SYN-ACK came. */
  private static boolean isHalfOpen(Connection connection) {
    boolean reset = connection.teardown().state() == Teardown.State.RESET;
    return FailedOpening.isPending(connection) && !(isAnswered(connection) && reset);
  }

  private static boolean isAnswered(Connection connection) {
    return connection.handshake().state() == Handshake.State.INCOMPLETE;
  }
}
