package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The handshake was completed within the limit, counted from the first SYN. */
public final class CompletedHandshakeWithin extends StatedRule<Connection>
    implements WaitingRule<Connection>, TimedRule {
  private final Duration limit;

  public CompletedHandshakeWithin(Duration limit) {
    super(
        "hasCompletedHandshakeWithin",
        "have completed the handshake within " + Wording.limit(limit),
        CompletedHandshake.SOURCE,
        "three segments take one round trip, and a second for each SYN that is lost");
    this.limit = limit;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection opened =
        patience.await(connection, "its handshake", c -> !FailedOpening.isPending(c));
    if (opened.handshake().state() != Handshake.State.COMPLETED) {
      return new CompletedHandshake().judge(opened, patience).by(name());
    }
    Optional<Segment> completion =
        opened.keepsSegments() ? Opening.of(opened).completion() : Optional.empty();
    OptionalLong took = took(opened, completion);
    if (took.isEmpty()) {
      return judgement.cannotTell(finding(opened, completion, 0), Doubt.NO_SEGMENTS);
    }
    Finding finding = finding(opened, completion, took.getAsLong());
    return took.getAsLong() <= limit.toNanos()
        ? judgement.holds(finding)
        : judgement.violatedByPresence(finding);
  }

  /**
   * The round trip of the handshake is unknown if a SYN was sent again; then the times of the
   * segments tell.
   */
  private static OptionalLong took(Connection connection, Optional<Segment> completion) {
    return connection.handshake().rttNanos().isPresent()
        ? connection.handshake().rttNanos()
        : completion.stream()
            .mapToLong(ack -> ack.timeNanos() - connection.startNanos())
            .findFirst();
  }

  private Finding finding(Connection connection, Optional<Segment> completion, long nanos) {
    List<Segment> opening =
        connection.segments().subList(0, completion.map(ack -> ack.index() + 1).orElse(0));
    return expecting(connection)
        .but("it took " + Wording.time(nanos) + " from the SYN to the ACK of the SYN-ACK")
        .timedOffenders(connection, opening, s -> "");
  }
}
