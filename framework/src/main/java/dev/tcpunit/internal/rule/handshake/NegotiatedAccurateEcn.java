package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** A SYN asked for accurate ECN, and the SYN-ACK agreed to that and not to the classic one. */
final class NegotiatedAccurateEcn implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "negotiatedAccurateEcn";
  }

  @Override
  public String source() {
    return "RFC 9768 s3.1.2";
  }

  @Override
  public Verdict judge(Connection connection) {
    Negotiation negotiation = new Negotiation(connection, "accurate ECN", source());
    Optional<String> doubt = Negotiation.doubtOfSyns(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(negotiation.unknown(), doubt.get());
    }
    return EcnMode.of(connection) == EcnMode.ACCURATE
        ? judgement.provenByPresence(
            negotiation.agreed("SYN with AE, CWR and ECE, and a SYN-ACK that says how it arrived"))
        : judgement.violatedByPresence(negotiation.different(why(connection)));
  }

  private static String why(Connection connection) {
    if (EcnMode.asked(connection) != EcnMode.ACCURATE) {
      return "the SYN does not ask for it by AE, CWR and ECE";
    }
    return EcnMode.agreed(connection) == EcnMode.CLASSIC
        ? "the SYN-ACK agrees to classic ECN, as a server does that knows only that"
        : "the bits AE, CWR and ECE of the SYN-ACK agree to none, as without ECN";
  }
}
