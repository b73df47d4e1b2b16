package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import java.util.Optional;

/** Zeek's summary of how the connection began and ended is the expected one. */
public final class InConnectionState extends StatedRule<Connection>
    implements WaitingRule<Connection> {
  private final ConnectionState expected;

  public InConnectionState(ConnectionState expected) {
    super(
        "hasConnectionState",
        "have the connection state " + expected,
        "Zeek conn.log",
        "conn_state names how a connection began and ended");
    this.expected = expected;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(
            captured, "its state to be " + expected, c -> ConnectionState.of(c) == expected);
    ConnectionState actual = ConnectionState.of(connection);
    Optional<String> doubt = doubt(connection, actual);
    Finding finding = expecting(connection).but("it is " + actual);
    return actual == expected
        ? judgement.holds(finding, doubt)
        : judgement.violatedByAbsence(
            finding
                .offenders(connection, Life.controls(connection))
                .fact(actual.name(), words(actual))
                .fact(expected.name(), words(expected)),
            doubt);
  }

  /** Others acknowledge a SYN-ACK or a FIN that the capture lacks, and that the state names. */
  private static Optional<String> doubt(Connection connection, ConnectionState actual) {
    return switch (actual) {
      case S0, SH, RSTOS0 -> Doubt.unseen(connection.serverToClient());
      case S1, S2, S3 -> Doubt.unseenFin(connection);
      case SF, REJ, RSTO, RSTR, RSTRH, SHR, OTH -> Optional.empty();
    };
  }

  private static String words(ConnectionState state) {
    return switch (state) {
      case S0 -> "a SYN without any answer";
      case S1 -> "established, and no side has closed";
      case SF -> "established, and closed by both sides with FIN";
      case REJ -> "the SYN was rejected by RST";
      case S2 -> "established; the client closed, the server has not";
      case S3 -> "established; the server closed, the client has not";
      case RSTO -> "established, and aborted by a RST of the client";
      case RSTR -> "established, and aborted by a RST of the server";
      case RSTOS0 -> "the client sent a SYN and then a RST, and the server no SYN-ACK";
      case RSTRH -> "the server sent a SYN-ACK and then a RST, and no SYN of the client was seen";
      case SH -> "the client sent a SYN and then a FIN, and the server no SYN-ACK";
      case SHR -> "the server sent a SYN-ACK and then a FIN, and no SYN of the client was seen";
      case OTH -> "no SYN was seen: the middle of a connection";
    };
  }
}
