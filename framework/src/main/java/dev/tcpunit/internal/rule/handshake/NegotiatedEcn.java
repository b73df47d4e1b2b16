package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.message.handshake.HandshakeSegments;
import dev.tcpunit.internal.message.handshake.ShouldHaveNegotiated;
import dev.tcpunit.internal.rule.Doubt;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;

/** A SYN with ECE and CWR was answered by a SYN-ACK with ECE alone. */
public final class NegotiatedEcn implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "negotiatedEcn";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveNegotiated message = new ShouldHaveNegotiated(connection, "ECN", SOURCE);
    if (!Offers.areCaptured(connection)) {
      return judgement.cannotTell(message.agreed(""), Offers.NOT_CAPTURED);
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.agreed(""), Doubt.NO_SEGMENTS);
    }
    boolean asked = has(connection, Role.CLIENT, TcpFlags.SYN | TcpFlags.ECE | TcpFlags.CWR);
    boolean agreed =
        HandshakeSegments.syns(connection).stream()
            .anyMatch(s -> s.from() == Role.SERVER && s.has(TcpFlags.ECE) && !s.has(TcpFlags.CWR));
    if (asked && agreed) {
      return judgement.provenByPresence(message.agreed("SYN with ECE and CWR, SYN-ACK with ECE"));
    }
    return judgement.violatedByPresence(
        message.different(
            asked ? "the SYN-ACK has no ECE" : "the SYN does not ask for it by ECE and CWR"));
  }

  private static boolean has(Connection connection, Role side, int flags) {
    return HandshakeSegments.syns(connection).stream()
        .anyMatch(s -> s.from() == side && s.has(flags));
  }

  private static final String SOURCE = "RFC 3168 s6.1.1";
}
