package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;
import java.util.Optional;

/** No side sent an alert that is an error; nothing of its own comes behind one. */
final class NoTlsErrorAlert extends StatedRule<Connection> {
  NoTlsErrorAlert() {
    super(
        "hasNoTlsErrorAlert",
        "have no TLS error alert",
        "RFC 8446 s6.2, RFC 5246 s7.2.2",
        "an error alert says why a side gives up the connection");
  }

  @Override
  public Verdict judge(Connection connection) {
    for (Flow flow : connection.flows()) {
      Optional<TlsRecord> error =
          flow.tlsRecords().stream()
              .filter(record -> TlsAlert.isError(record.alertDescription()))
              .findFirst();
      if (error.isPresent()) {
        return judgement.violatedByPresence(found(connection, flow, error.get()));
      }
    }
    return judgement.holds(
        expecting(connection).but("no record of either side is known to be one"),
        connection.flows().stream()
            .flatMap(flow -> doubt(connection, flow).stream())
            .findFirst()
            .or(() -> Doubt.ofBothFlows(connection)));
  }

  private static Optional<String> doubt(Connection connection, Flow flow) {
    Optional<String> unread = TlsFlow.of(connection, flow.sender()).doubt();
    if (unread.isPresent()) {
      return unread;
    }
    TlsEnding ending = TlsEnding.of(connection, flow.sender());
    return ending.isKnown()
        ? Optional.empty()
        : Optional.of(ending.doubt(Wording.side(flow.sender())));
  }

  private Finding found(Connection connection, Flow flow, TlsRecord alert) {
    Finding finding =
        expecting(connection)
            .but("the %s sent %s".formatted(Wording.side(flow.sender()), TlsFlow.words(alert)));
    if (!connection.keepsSegments()) {
      return finding;
    }
    List<Segment> shown = TlsFlow.of(connection, flow.sender()).segmentOf(alert).stream().toList();
    return finding.offenders(connection, shown, s -> TlsAlert.words(alert.alertDescription()));
  }
}
