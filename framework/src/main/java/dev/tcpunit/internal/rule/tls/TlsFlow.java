package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import java.util.Map;
import java.util.Optional;

/** What the records of one side tell of TLS without a key, in the version that the server chose. */
record TlsFlow(Flow flow, Optional<TlsHello> chosen) {
  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;

  /**
   * The Finished with the shortest hash and tag there are: a header of 5 bytes, 4 and 32 of the
   * message, its type and a tag of 8 (RFC 8446 sections 4.4.4 and 5.2).
   */
  private static final int SHORTEST_FINISHED = 50;

  private static final Map<Integer, String> TYPES =
      Map.of(
          CHANGE_CIPHER_SPEC,
          "change_cipher_spec",
          ALERT,
          "alert",
          HANDSHAKE,
          "handshake",
          APPLICATION_DATA,
          "application_data");

  static TlsFlow of(Connection connection, Role side) {
    return new TlsFlow(connection.flow(side), connection.serverToClient().tlsHello());
  }

  /** Why it is not known with which record this side ended. */
  Optional<String> doubt() {
    if (!flow.tlsRecords().isEmpty()) {
      return flow.lastTlsRecord().isPresent()
          ? Optional.empty()
          : Optional.of(
              "what is captured of the payload of the %s does not end with a TLS record"
                  .formatted(side()));
    }
    if (flow.bytes() == 0) {
      return Optional.of("the %s sent no data".formatted(side()));
    }
    return Optional.of(
        flow.payloadSha256().isPresent()
            ? "no TLS is found in what the %s sent: a handshake that begins a segment shows it"
                .formatted(side())
            : "it takes the payload of the %s: %s".formatted(side(), Doubt.CAPTURE_PAYLOAD));
  }

  /** Whether the server chose TLS 1.3; empty where its ServerHello was not read. */
  Optional<Boolean> isTls13() {
    return chosen.filter(hello -> hello.version() != 0).map(TlsHello::isTls13);
  }

  /** Whether a record of TLS 1.3 may be the Finished, as no alert without much padding may. */
  static boolean mayBeFinished(TlsRecord record) {
    return record.contentType() == APPLICATION_DATA && record.length() >= SHORTEST_FINISHED;
  }

  /** The segment in which a record ends. */
  Optional<Segment> segmentOf(TlsRecord record) {
    return flow.connection().segments().stream()
        .filter(s -> s.from() == flow.sender() && s.length() > 0 && s.end() >= record.end())
        .filter(s -> s.seq() < record.end())
        .findFirst();
  }

  /** {@code application_data, 57 bytes}. */
  static String words(TlsRecord record) {
    String type = TYPES.getOrDefault(record.contentType(), "type " + record.contentType());
    return record.alertDescription() < 0
        ? "%s, %s".formatted(type, Wording.count(record.length(), "byte"))
        : "the alert " + TlsAlert.words(record.alertDescription());
  }

  private String side() {
    return Wording.side(flow.sender());
  }
}
