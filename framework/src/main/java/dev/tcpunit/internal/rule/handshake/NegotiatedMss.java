package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** The smaller of the two maximum segment sizes that SYN and SYN-ACK announce. */
public final class NegotiatedMss extends NegotiationRule {
  private final int bytes;

  public NegotiatedMss(int bytes) {
    super("negotiatedMss", "a maximum segment size of " + bytes, "RFC 9293 s3.7.1");
    this.bytes = bytes;
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.ofOffers(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(offers(connection), doubt.get());
    }
    int smaller =
        Math.min(
            maximumSegmentSize(connection.clientToServer()),
            maximumSegmentSize(connection.serverToClient()));
    String how = "the smaller offer is " + smaller;
    return smaller == bytes
        ? judgement.provenByPresence(offers(connection).but(how))
        : judgement.violatedByPresence(different(connection, how));
  }
}
