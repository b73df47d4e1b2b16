package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.rule.HiddenAlert;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;
import java.util.Optional;

/**
 * How far a TLS handshake came and how many round trips it took, by its records alone. Their order
 * decides, which the protocol prescribes, and not how they were cut into segments.
 */
final class TlsHandshake {
  private final Connection connection;
  private final TlsFlow client;
  private final TlsFlow server;

  TlsHandshake(Connection connection) {
    this.connection = connection;
    client = TlsFlow.of(connection, Role.CLIENT);
    server = TlsFlow.of(connection, Role.SERVER);
  }

  /** Why it cannot be told. */
  Optional<String> doubt() {
    if (records(client).isEmpty()) {
      return client.doubt();
    }
    if (records(server).isEmpty() && server.flow().bytes() > 0) {
      return server.doubt();
    }
    boolean unread =
        client.flow().tlsHello().stream().anyMatch(hello -> hello.version() == 0)
            || client.flow().tlsHello().isEmpty()
            || server.chosen().stream().anyMatch(hello -> hello.version() == 0);
    if (unread) {
      return Optional.of("a hello is not in one record, and was not read");
    }
    return isTls13() ? padding().or(this::earlyData) : Optional.empty();
  }

  private boolean isTls13() {
    return server.isTls13().orElse(false);
  }

  /** An alert that is padded to the length of a Finished, and comes in its place. */
  private Optional<String> padding() {
    return client
        .flow()
        .lastTlsRecord()
        .filter(last -> client.flow().finOffset().isPresent())
        .filter(last -> TlsFlow.mayBeFinished(last) && HiddenAlert.mayBe(client.flow(), last))
        .map(last -> "the last record of the client may be its Finished, or an alert with padding");
  }

  /** The client's Finished looks like its early data (RFC 8446 section 2.3). */
  private Optional<String> earlyData() {
    if (!connection.keepsSegments()) {
      return Optional.of(Doubt.NO_SEGMENTS);
    }
    Optional<Segment> first =
        records(client).stream()
            .filter(record -> record.contentType() == TlsFlow.APPLICATION_DATA)
            .findFirst()
            .flatMap(client::segmentOf);
    long hello = records(server).get(0).end();
    return first.filter(segment -> segment.ack() < hello).isPresent()
        ? Optional.of("the client sent data early (0-RTT), which looks like its Finished")
        : Optional.empty();
  }

  /** Both sides have sent all that belongs to the handshake. */
  boolean isComplete() {
    return isTls13()
        ? records(client).stream().anyMatch(TlsFlow::mayBeFinished)
        : isFinished(client) && isFinished(server);
  }

  /** Until TLS 1.2 the Finished is the first record behind the change of the cipher. */
  private static boolean isFinished(TlsFlow side) {
    List<TlsRecord> records = records(side);
    int change = indexOf(records, TlsFlow.CHANGE_CIPHER_SPEC);
    return change >= 0
        && change + 1 < records.size()
        && records.get(change + 1).contentType() == TlsFlow.HANDSHAKE;
  }

  /**
   * How often the client waited for the server. TLS 1.2 resumes a session where the client sends no
   * key exchange between its hello and the change of the cipher (RFC 5246 section 7.3).
   */
  int roundTrips() {
    if (isTls13()) {
      return isRepeated() ? 2 : 1;
    }
    return isResumed() ? 1 : 2;
  }

  private boolean isRepeated() {
    return server.chosen().filter(TlsHello::isRetryRequest).isPresent();
  }

  private boolean isResumed() {
    return indexOf(records(client), TlsFlow.CHANGE_CIPHER_SPEC) == 1;
  }

  /** {@code TLS 1.2, a full handshake}. */
  String words() {
    if (isTls13()) {
      return "TLS 1.3" + (isRepeated() ? ", and the server asked for another hello" : "");
    }
    return "TLS 1.2 or older" + (isResumed() ? ", a session resumed" : ", a full handshake");
  }

  /** What ended it before it was complete. */
  String end() {
    return "the client's last record is %s, the server's %s"
        .formatted(last(client.flow()), last(server.flow()));
  }

  private static String last(Flow flow) {
    List<TlsRecord> records = flow.tlsRecords();
    return records.isEmpty() ? "none" : TlsFlow.words(records.get(records.size() - 1));
  }

  private static int indexOf(List<TlsRecord> records, int type) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).contentType() == type) {
        return i;
      }
    }
    return -1;
  }

  private static List<TlsRecord> records(TlsFlow side) {
    return side.flow().tlsRecords();
  }
}
