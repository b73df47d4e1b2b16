package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import java.util.stream.Stream;

/** The SYN asked for Multipath TCP, and the SYN-ACK agreed. */
final class UsedMptcp extends NegotiationRule {
  UsedMptcp() {
    super("usedMptcp", "Multipath TCP", "RFC 8684 s3.1");
  }

  @Override
  public Verdict judge(Connection connection) {
    if (isMissing(connection.clientToServer())) {
      return judgement.violatedByPresence(
          different(connection, "the SYN does not offer it: the client's socket is one of TCP"));
    }
    if (isMissing(connection.serverToClient())) {
      return judgement.violatedByPresence(fellBack(connection));
    }
    return Doubt.ofOffers(connection)
        .map(doubt -> judgement.cannotTell(offers(connection), doubt))
        .orElseGet(
            () -> judgement.provenByPresence(offers(connection).but("SYN and SYN-ACK offered it")));
  }

  private Finding fellBack(Connection connection) {
    return different(connection, "the SYN-ACK does not: the connection fell back to TCP")
        .fact(
            "look for",
            "a server whose socket is one of TCP, net.mptcp.enabled on its host, or a middlebox"
                + " that strips options");
  }

  /** A captured SYN of the flow lacks the option, as it was sent or as it arrived. */
  private static boolean isMissing(Flow flow) {
    return Stream.of(flow, flow.asReceived())
        .flatMap(place -> place.synOptions().stream())
        .anyMatch(offer -> !offer.mptcp());
  }
}
