package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** The SYN carried data, and the SYN-ACK acknowledged it. */
final class UsedFastOpen implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "usedFastOpen";
  }

  @Override
  public String source() {
    return "RFC 7413 s4.2";
  }

  @Override
  public Verdict judge(Connection connection) {
    Negotiation negotiation = new Negotiation(connection, "fast open", source());
    Optional<String> doubt = Negotiation.doubtOfSyns(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(negotiation.unknown(), doubt.get());
    }
    Optional<Opening.FastOpen> used =
        Opening.of(connection).fastOpen().filter(syn -> syn.bytesInSyn() > 0);
    if (used.isEmpty()) {
      return judgement.violatedByPresence(negotiation.different("the SYN carries no data"));
    }
    return used.get().acceptedBytes() > 0
        ? judgement.provenByPresence(negotiation.agreed("the SYN-ACK acknowledges data of the SYN"))
        : judgement.violatedByPresence(
            negotiation.different("the SYN-ACK does not acknowledge the SYN's data"));
  }
}
