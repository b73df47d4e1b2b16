package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import java.time.Duration;
import java.util.OptionalLong;

/** The handshake was completed, and took no longer. */
public record CompletedHandshakeWithin(Duration limit) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "hasCompletedHandshakeWithin";
  }

  @Override
  public String source() {
    return ShouldHaveCompletedHandshake.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection opened = patience.await(connection, "its handshake", CompletedHandshake::isOver);
    if (opened.handshake().state() != Handshake.State.COMPLETED) {
      return new CompletedHandshake().judge(opened, patience).by(name());
    }
    ShouldHaveCompletedHandshakeWithin message =
        new ShouldHaveCompletedHandshakeWithin(opened, limit);
    OptionalLong took = took(opened);
    if (took.isEmpty()) {
      return judgement.cannotTell(message.took(0), Doubt.NO_SEGMENTS);
    }
    return took.getAsLong() <= limit.toNanos()
        ? judgement.holds(message.took(took.getAsLong()))
        : judgement.violatedByPresence(message.took(took.getAsLong()));
  }

  /** From the first SYN on, also where one was sent again. */
  private static OptionalLong took(Connection connection) {
    if (connection.handshake().rttNanos().isPresent()) {
      return connection.handshake().rttNanos();
    }
    return HandshakeSegments.last(connection).stream()
        .mapToLong(ack -> ack.timeNanos() - connection.startNanos())
        .findFirst();
  }
}
