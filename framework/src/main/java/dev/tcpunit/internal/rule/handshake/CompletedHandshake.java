package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** SYN, SYN-ACK and ACK were exchanged, each acknowledging exactly the one before. */
public final class CompletedHandshake extends StatedRule<Connection>
    implements WaitingRule<Connection> {
  static final String SOURCE = "RFC 9293 s3.5";

  public CompletedHandshake() {
    super(
        "hasCompletedHandshake",
        "have completed the handshake",
        SOURCE,
        "SYN, SYN-ACK and ACK, each acknowledging exactly the one before");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(captured, "its handshake", c -> !FailedOpening.isPending(c));
    return switch (connection.handshake().state()) {
      case COMPLETED -> judgement.holds(expecting(connection).but(how(connection)));
      case UNANSWERED ->
          judgement.violatedByAbsence(
              unanswered(connection), FailedOpening.doubt(connection, "the SYN"));
      case REFUSED -> judgement.violatedByPresence(refused(connection));
      case INCOMPLETE -> incomplete(connection);
      case NOT_CAPTURED ->
          judgement.cannotTell(
              expecting(connection).offenders(connection, list(connection, s -> s.index() == 0)),
              "the connection is older than the capture, its SYN is not in it");
    };
  }

  private static String how(Connection connection) {
    OptionalLong roundTrip = connection.handshake().rttNanos();
    return roundTrip.isPresent()
        ? "SYN, SYN-ACK, ACK in " + Wording.time(roundTrip.getAsLong())
        : "SYN, SYN-ACK and ACK, not each of them once";
  }

  private Finding unanswered(Connection connection) {
    List<Segment> syns = list(connection, segment -> segment.has(TcpFlags.SYN));
    String none = syns.size() > 1 ? "none of the " + syns.size() + " SYNs was" : "the SYN was not";
    return FailedOpening.explain(
        expecting(connection).but(none + " answered").offenders(connection, syns), connection);
  }

  private Finding refused(Connection connection) {
    return FailedOpening.explain(
        expecting(connection)
            .but("the server answered the SYN with RST: it refused the connection")
            .offenders(connection, list(connection, s -> s.has(TcpFlags.RST))),
        connection);
  }

  private Verdict incomplete(Connection connection) {
    Optional<Segment> answer =
        list(connection, s -> s.from() == Role.SERVER && s.has(TcpFlags.SYN)).stream().findFirst();
    if (answer.isPresent() && isOfAnotherSyn(connection, answer.get())) {
      return judgement.violatedByPresence(
          incomplete(connection, "the SYN-ACK acknowledges " + answer.get().ack() + " and not 1"));
    }
    if (connection.clientToServer().hasSentReset()) {
      return judgement.violatedByAbsence(
          incomplete(connection, "the client gave up with RST"),
          Doubt.unseen(connection.serverToClient()));
    }
    String missing =
        answer.isPresent()
            ? "the SYN-ACK was not acknowledged"
            : "the server answered the SYN, but not with SYN-ACK";
    return judgement.violatedByAbsence(
        incomplete(connection, missing), FailedOpening.doubt(connection, "the last segment"));
  }

  /** It acknowledges neither the SYN alone nor data that the SYN carried (RFC 7413 s4.2). */
  private static boolean isOfAnotherSyn(Connection connection, Segment answer) {
    long sent =
        list(connection, s -> s.from() == Role.CLIENT && s.has(TcpFlags.SYN)).stream()
            .mapToLong(Segment::length)
            .max()
            .orElse(0);
    return answer.has(TcpFlags.ACK) && (answer.ack() < 1 || answer.ack() > 1 + sent);
  }

  private Finding incomplete(Connection connection, String how) {
    List<Segment> all = connection.segments();
    return expecting(connection)
        .but(how)
        .offenders(connection, all.subList(Math.max(0, all.size() - 1), all.size()));
  }

  private static List<Segment> list(Connection connection, Predicate<Segment> wanted) {
    return connection.segments().stream().filter(wanted).toList();
  }
}
