package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** The smaller of the two maximum segment sizes that SYN and SYN-ACK announce. */
public record NegotiatedMss(int bytes) implements Rule<Connection> {
  @Override
  public String name() {
    return "negotiatedMss";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.7.1";
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Negotiation negotiation =
        new Negotiation(connection, "a maximum segment size of " + bytes, source());
    Optional<String> doubt = Doubt.ofOffers(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(negotiation.unknown(), doubt.get());
    }
    int smaller =
        Math.min(
            Negotiation.maximumSegmentSize(connection.clientToServer()),
            Negotiation.maximumSegmentSize(connection.serverToClient()));
    String how = "the smaller offer is " + smaller;
    return smaller == bytes
        ? judgement.provenByPresence(negotiation.agreed(how))
        : judgement.violatedByPresence(negotiation.different(how));
  }
}
