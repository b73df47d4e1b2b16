package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.function.Function;

/** A SYN asked for ECN, classic or accurate, and the SYN-ACK agreed to one that it asked for. */
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
    EcnMode asked = best(connection, Role.CLIENT, EcnMode::asked);
    EcnMode agreed = best(connection, Role.SERVER, EcnMode::agreed);
    return switch (EcnMode.inForce(asked, agreed)) {
      case CLASSIC ->
          judgement.provenByPresence(message.agreed("SYN with ECE and CWR, SYN-ACK with ECE"));
      case ACCURATE ->
          judgement.provenByPresence(message.agreed("accurate ECN (RFC 9768), by AE, CWR and ECE"));
      case NONE -> judgement.violatedByPresence(message.different(why(asked, agreed)));
    };
  }

  private static String why(EcnMode asked, EcnMode agreed) {
    if (asked == EcnMode.NONE) {
      return "the SYN does not ask for it by ECE and CWR";
    }
    return agreed == EcnMode.NONE
        ? "the SYN-ACK has no ECE"
        : "the SYN-ACK answers by accurate ECN, which the SYN did not ask for";
  }

  private static EcnMode best(
      Connection connection, Role side, Function<Segment, EcnMode> meaning) {
    return HandshakeSegments.syns(connection).stream()
        .filter(syn -> syn.from() == side)
        .map(meaning)
        .max(Comparator.naturalOrder())
        .orElse(EcnMode.NONE);
  }

  private static final String SOURCE = "RFC 3168 s6.1.1";
}
