package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** The client waited for the server no more often until its TLS handshake was complete. */
public final class AtMostTlsRoundTrips extends StatedRule<Connection>
    implements WaitingRule<Connection> {
  private final int most;

  public AtMostTlsRoundTrips(int most) {
    super(
        "hasAtMostTlsHandshakeRoundTrips",
        "complete the TLS handshake in at most " + Wording.count(most, "round trip"),
        "RFC 8446 s2, RFC 5246 s7.3",
        "TLS 1.3 takes one, TLS 1.2 two; one more where the server asks for another hello, one"
            + " less where TLS 1.2 resumes a session");
    this.most = most;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(
            captured,
            "its TLS handshake",
            c -> new TlsHandshake(c).isComplete() || c.teardown().first().isPresent());
    TlsHandshake handshake = new TlsHandshake(connection);
    Optional<String> doubt = handshake.doubt();
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection), doubt.get());
    }
    if (!handshake.isComplete()) {
      return judgement.violatedByAbsence(incomplete(connection, handshake));
    }
    Finding finding =
        expecting(connection)
            .but("it took %s".formatted(Wording.count(handshake.roundTrips(), "round trip")))
            .fact("evidence", handshake.words());
    return handshake.roundTrips() <= most
        ? judgement.holds(finding)
        : judgement.violatedByPresence(finding);
  }

  private Finding incomplete(Connection connection, TlsHandshake handshake) {
    return expecting(connection).but("it was not completed: " + handshake.end());
  }
}
