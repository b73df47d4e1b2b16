package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** The SYN carried data, and the SYN-ACK acknowledged it. */
final class UsedFastOpen extends NegotiationRule {
  UsedFastOpen() {
    super("usedFastOpen", "fast open", "RFC 7413 s4.2");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = doubtOfSyns(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(offers(connection), doubt.get());
    }
    Optional<Opening.FastOpen> used =
        Opening.of(connection).fastOpen().filter(syn -> syn.bytesInSyn() > 0);
    if (used.isEmpty()) {
      return judgement.violatedByPresence(different(connection, "the SYN carries no data"));
    }
    return used.get().acceptedBytes() > 0
        ? judgement.provenByPresence(
            offers(connection).but("the SYN-ACK acknowledges data of the SYN"))
        : judgement.violatedByPresence(
            different(connection, "the SYN-ACK does not acknowledge the SYN's data"));
  }
}
