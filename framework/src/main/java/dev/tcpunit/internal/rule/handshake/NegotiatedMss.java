package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** The smaller of the two maximum segment sizes that SYN and SYN-ACK announce. */
public record NegotiatedMss(int bytes) implements Rule<Connection> {
  @Override
  public String name() {
    return "negotiatedMss";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    ShouldHaveNegotiated message =
        new ShouldHaveNegotiated(connection, "a maximum segment size of " + bytes, SOURCE);
    if (!Offers.areCaptured(connection)) {
      return judgement.cannotTell(message.agreed(""), Offers.NOT_CAPTURED);
    }
    int smaller =
        Math.min(offered(connection.clientToServer()), offered(connection.serverToClient()));
    String how = "the smaller offer is " + smaller;
    return smaller == bytes
        ? judgement.provenByPresence(message.agreed(how))
        : judgement.violatedByPresence(message.different(how));
  }

  /** Without the option 536, over IPv6 1220 (MUST-15). */
  private static int offered(Flow flow) {
    int byDefault = flow.source().isIpv6() ? 1220 : 536;
    return flow.asReceived().synOptions().orElseThrow().maximumSegmentSize().orElse(byDefault);
  }

  private static final String SOURCE = "RFC 9293 s3.7.1";
}
