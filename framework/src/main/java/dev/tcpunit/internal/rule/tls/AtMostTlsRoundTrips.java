package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import java.util.Optional;

/** The client waited for the server no more often until its TLS handshake was complete. */
public record AtMostTlsRoundTrips(int most) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "hasAtMostTlsHandshakeRoundTrips";
  }

  @Override
  public String source() {
    return "RFC 8446 s2, RFC 5246 s7.3";
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Judgement judgement = new Judgement(name());
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

  private Finding expecting(Connection connection) {
    return Finding.expecting(
            connection,
            "complete the TLS handshake in at most " + Wording.count(most, "round trip"))
        .rule(
            source(),
            "TLS 1.3 takes one, TLS 1.2 two; one more where the server asks for another hello, one"
                + " less where TLS 1.2 resumes a session");
  }
}
