package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** A SYN asked for ECN, classic or accurate, and the SYN-ACK agreed to one that it asked for. */
final class NegotiatedEcn extends NegotiationRule {
  NegotiatedEcn() {
    super("negotiatedEcn", "ECN", "RFC 3168 s6.1.1");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = doubtOfSyns(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(offers(connection), doubt.get());
    }
    EcnMode asked = EcnMode.asked(connection);
    EcnMode agreed = EcnMode.agreed(connection);
    return switch (EcnMode.of(connection)) {
      case CLASSIC ->
          judgement.provenByPresence(
              offers(connection).but("SYN with ECE and CWR, SYN-ACK with ECE"));
      case ACCURATE ->
          judgement.provenByPresence(
              offers(connection).but("accurate ECN (RFC 9768), by AE, CWR and ECE"));
      case NONE -> judgement.violatedByPresence(different(connection, why(asked, agreed)));
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
}
