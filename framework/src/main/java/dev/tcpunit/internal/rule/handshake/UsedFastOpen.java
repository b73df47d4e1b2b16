package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;

/** The SYN carried data, and the SYN-ACK acknowledged it. */
public final class UsedFastOpen implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "usedFastOpen";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveNegotiated message = new ShouldHaveNegotiated(connection, "fast open", SOURCE);
    if (!Offers.areCaptured(connection)) {
      return judgement.cannotTell(message.agreed(""), Offers.NOT_CAPTURED);
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.agreed(""), Doubt.NO_SEGMENTS);
    }
    boolean sent =
        HandshakeSegments.syns(connection).stream()
            .anyMatch(s -> s.from() == Role.CLIENT && s.length() > 0);
    boolean taken =
        HandshakeSegments.syns(connection).stream()
            .anyMatch(s -> s.from() == Role.SERVER && s.ack() > 1);
    if (sent && taken) {
      return judgement.provenByPresence(message.agreed("the SYN-ACK acknowledges data of the SYN"));
    }
    return judgement.violatedByPresence(
        message.different(
            sent ? "the SYN-ACK does not acknowledge the SYN's data" : "the SYN carries no data"));
  }

  private static final String SOURCE = "RFC 7413 s4.2";
}
