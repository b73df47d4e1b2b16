package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** A SYN asked for accurate ECN, and the SYN-ACK agreed to that and not to the classic one. */
final class NegotiatedAccurateEcn extends NegotiationRule {
  NegotiatedAccurateEcn() {
    super("negotiatedAccurateEcn", "accurate ECN", "RFC 9768 s3.1.2");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = doubtOfSyns(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(offers(connection), doubt.get());
    }
    return EcnMode.of(connection) == EcnMode.ACCURATE
        ? judgement.provenByPresence(
            offers(connection)
                .but("SYN with AE, CWR and ECE, and a SYN-ACK that says how it arrived"))
        : judgement.violatedByPresence(different(connection, why(connection)));
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
