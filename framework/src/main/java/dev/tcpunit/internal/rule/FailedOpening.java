package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.notation.IcmpText;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.IcmpErrorKind;
import dev.tcpunit.trace.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a connection never opened, in the words of every rule that needs an open one. */
public final class FailedOpening {
  /** From this many refused attempts on, a loop in the client is the likely cause. */
  private static final int LOOP = 5;

  /** A loop that pauses on purpose waits longer than this between two attempts. */
  private static final long NO_PAUSE_NANOS = 50_000_000;

  /** After so long a kernel whose program still waits has sent a lost SYN again. */
  private static final long SYN_SENT_AGAIN_NANOS = 1_500_000_000;

  private static final Set<String> LOCALHOST = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

  private FailedOpening() {}

  /** Whether a connection may yet open: a SYN was captured, and the handshake has not ended. */
  public static boolean isPending(Connection connection) {
    Handshake.State state = connection.handshake().state();
    return state == Handshake.State.INCOMPLETE
        || state == Handshake.State.UNANSWERED && !isRefusedByIcmp(connection);
  }

  /**
   * Whether the client was told by ICMP that to try again is of no use, and did not: it has ended
   * the attempt, as it should (RFC 1122 section 4.2.3.9).
   */
  private static boolean isRefusedByIcmp(Connection connection) {
    return told(connection)
        .filter(error -> error.kind().isHard())
        .filter(error -> error.timeNanos() >= connection.endNanos())
        .isPresent();
  }

  /** What ICMP last told the client of its SYN. */
  private static Optional<IcmpError> told(Connection connection) {
    return connection.icmpErrors().stream()
        .filter(error -> error.told() == Role.CLIENT)
        .filter(IcmpError::isCredible)
        .reduce((earlier, later) -> later);
  }

  /**
   * Why the segment that would have opened a connection may exist although it is not in the
   * capture.
   *
   * @param after names the last captured segment of the connection, for messages: {@code the SYN}
   */
  public static Optional<String> doubt(Connection connection, String after) {
    long last = connection.endNanos();
    if (isRefusedByIcmp(connection)) {
      return Optional.empty();
    }
    return Doubt.unseen(connection.serverToClient())
        .or(() -> Doubt.tooSoon(connection.trace(), last, after));
  }

  /** Adds the cause and what to look for; adds nothing if the connection opened. */
  public static Finding explain(Finding message, Connection connection) {
    return explain(message, connection, List.of());
  }

  /**
   * As {@link #explain(Finding, Connection)}.
   *
   * @param first what to look for first
   */
  public static Finding explain(Finding message, Connection connection, List<Remedy> first) {
    return switch (connection.handshake().state()) {
      case REFUSED -> refused(message, connection, first);
      case UNANSWERED -> unanswered(message, connection, first);
      case COMPLETED, INCOMPLETE, NOT_CAPTURED -> message;
    };
  }

  private static Finding refused(Finding message, Connection connection, List<Remedy> first) {
    List<Connection> attempts = refusedLike(connection);
    if (attempts.size() > 1) {
      message.fact("evidence", evidence(connection, attempts));
    }
    message.cause(
        "nothing listens at %s (RFC 9293 s3.5.2), or a firewall before it rejects"
            .formatted(connection.server()),
        Certainty.LIKELY);
    first.forEach(message::lookFor);
    message.lookFor(
        mayBeLocalhost(connection.server())
            ? Remedy.START_SERVER_FIRST
            : Remedy.START_SERVER_THERE);
    return isLoop(attempts) ? message.lookFor(Remedy.BACK_OFF) : message;
  }

  /** Of all loopback addresses it is these two that the name stands for (RFC 6761 section 6.3). */
  private static boolean mayBeLocalhost(Endpoint server) {
    return LOCALHOST.contains(server.address().getHostAddress());
  }

  private static Finding unanswered(Finding message, Connection connection, List<Remedy> first) {
    Optional<IcmpError> told = told(connection);
    if (told.isPresent()) {
      return unreachable(message, connection, told.get(), first);
    }
    message.fact(
        "evidence",
        Standstill.watched(connection)
            + " after the last segment; nothing came from "
            + connection.server());
    boolean gaveUp = gaveUpAtOnce(connection);
    if (gaveUp) {
      message.fact(
          "evidence", "the SYN was not sent again after a second: the client had given up");
    }
    message.cause(
        "a firewall or a loss on the way, or a full queue of connections", Certainty.POSSIBLE);
    first.forEach(message::lookFor);
    return (gaveUp ? message.lookFor(Remedy.CONNECT_LONGER) : message)
        .lookFor(Remedy.ACCEPT_FASTER);
  }

  private static Finding unreachable(
      Finding message, Connection connection, IcmpError error, List<Remedy> first) {
    message.fact("evidence", IcmpText.told(connection, error)).cause(why(error), Certainty.LIKELY);
    first.forEach(message::lookFor);
    return error.kind() == IcmpErrorKind.PORT_UNREACHABLE
        ? message.lookFor(Remedy.START_SERVER_FIRST)
        : message;
  }

  /** What an error means for the program that connects; Linux ends an attempt by any (RFC 5461). */
  private static String why(IcmpError error) {
    return switch (error.kind()) {
      case PORT_UNREACHABLE ->
          "nothing listens there, or a firewall rejects by ICMP: the client's connect fails with"
              + " \"connection refused\"";
      case PROTOCOL_UNREACHABLE -> "the host does not speak TCP";
      case HOST_UNREACHABLE ->
          "the host is not there, or a firewall says so: on Linux the client's connect fails with"
              + " \"no route to host\"";
      case NETWORK_UNREACHABLE ->
          "a router knows no way there: on Linux the client's connect fails with \"network is"
              + " unreachable\"";
      case PROHIBITED -> "a firewall forbids the connection, and says so";
      case TIME_EXCEEDED -> "routers send the packets in a circle";
      default -> "what ICMP said";
    };
  }

  /** Kernels send a SYN again after a second (RFC 6298 section 2.1). */
  private static boolean gaveUpAtOnce(Connection connection) {
    return connection.clientToServer().count(FlowCount.SEGMENTS) == 1
        && Doubt.missing(connection.trace()).isEmpty()
        && connection.trace().endNanos() - connection.endNanos() > SYN_SENT_AGAIN_NANOS;
  }

  /**
   * All attempts of the trace to connect to the same server that were refused, this one included.
   */
  private static List<Connection> refusedLike(Connection connection) {
    return connection.trace().connections().stream()
        .filter(other -> other.server().equals(connection.server()))
        .filter(other -> other.handshake().state() == Handshake.State.REFUSED)
        .toList();
  }

  private static String evidence(Connection connection, List<Connection> attempts) {
    return "%d attempts to connect to %s were refused within %s, one every %s on average"
        .formatted(
            attempts.size(),
            connection.server(),
            Wording.time(span(attempts)),
            Wording.time(span(attempts) / (attempts.size() - 1)));
  }

  private static boolean isLoop(List<Connection> attempts) {
    return attempts.size() >= LOOP && span(attempts) / (attempts.size() - 1) < NO_PAUSE_NANOS;
  }

  private static long span(List<Connection> attempts) {
    return attempts.get(attempts.size() - 1).startNanos() - attempts.get(0).startNanos();
  }
}
