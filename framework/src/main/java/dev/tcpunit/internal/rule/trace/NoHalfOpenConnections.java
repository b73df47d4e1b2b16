package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;

/** Each SYN was answered, and the handshake completed or refused. */
public final class NoHalfOpenConnections implements WaitingRule<Trace> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoHalfOpenConnections";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Verdict judge(Trace trace, Patience patience) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), "have no half-open connections");
    }
    List<Connection> opened =
        trace.connections().stream()
            .map(c -> patience.await(c, "its handshake", later -> !isHalfOpen(later)))
            .toList();
    Trace later = opened.get(0).trace();
    ShouldHaveSuchConnections message = message(later);
    List<Connection> halfOpen = opened.stream().filter(NoHalfOpenConnections::isHalfOpen).toList();
    if (halfOpen.isEmpty()) {
      return judgement.holds(message.so("each SYN was answered, and the answer acknowledged"));
    }
    return judgement.violatedByAbsence(
        message
            .found(
                Wording.count(halfOpen.size(), "connection") + " never opened",
                halfOpen,
                c -> ConnectionState.of(c) + ", " + Wording.count(c.segmentCount(), "segment"))
            .lookFor(Remedy.ACCEPT_FASTER),
        halfOpen.stream().flatMap(c -> tooSoon(c).stream()).findFirst());
  }

  private static ShouldHaveSuchConnections message(Trace trace) {
    return new ShouldHaveSuchConnections(
        trace,
        "have no half-open connections",
        SOURCE,
        "a SYN is answered by SYN-ACK, or by RST where nobody listens");
  }

  private static boolean isHalfOpen(Connection connection) {
    Handshake.State state = connection.handshake().state();
    return state == Handshake.State.UNANSWERED || state == Handshake.State.INCOMPLETE;
  }

  private static Optional<String> tooSoon(Connection connection) {
    long last = connection.endNanos();
    return Doubt.unseen(connection.serverToClient())
        .or(() -> Doubt.tooSoon(connection.trace(), last, "the last segment"));
  }

  private static final String SOURCE = "RFC 9293 s3.5.1";
}
