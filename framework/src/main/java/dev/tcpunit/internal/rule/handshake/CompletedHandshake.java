package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Optional;

/** SYN, SYN-ACK and ACK, each acknowledging exactly the one before. */
public final class CompletedHandshake implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasCompletedHandshake";
  }

  @Override
  public String source() {
    return ShouldHaveCompletedHandshake.SOURCE;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = patience.await(captured, "its handshake", CompletedHandshake::isOver);
    ShouldHaveCompletedHandshake message = new ShouldHaveCompletedHandshake(connection);
    return switch (connection.handshake().state()) {
      case COMPLETED -> judgement.holds(message.completed(how(connection)));
      case UNANSWERED ->
          judgement.violatedByAbsence(message.unanswered(), doubt(connection, "the SYN"));
      case REFUSED -> judgement.violatedByPresence(message.refused());
      case INCOMPLETE -> incomplete(connection, message);
      case NOT_CAPTURED ->
          judgement.cannotTell(
              message.notCaptured(),
              "the connection is older than the capture, its SYN is not in it");
    };
  }

  /** It has come to an end, whichever. */
  static boolean isOver(Connection connection) {
    Handshake.State state = connection.handshake().state();
    return state != Handshake.State.UNANSWERED && state != Handshake.State.INCOMPLETE;
  }

  private Verdict incomplete(Connection connection, ShouldHaveCompletedHandshake message) {
    Optional<Segment> answer =
        connection.segments().stream()
            .filter(s -> s.from() == Role.SERVER && s.has(TcpFlags.SYN))
            .findFirst();
    if (answer.isPresent() && answer.get().has(TcpFlags.ACK) && answer.get().ack() != 1) {
      return judgement.violatedByPresence(
          message.incomplete("the SYN-ACK acknowledges " + answer.get().ack() + " and not 1"));
    }
    if (connection.clientToServer().hasSentReset()) {
      return judgement.violatedByPresence(message.incomplete("the client gave up with RST"));
    }
    String missing =
        answer.isPresent()
            ? "the SYN-ACK was not acknowledged"
            : "the server answered the SYN, but not with SYN-ACK";
    return judgement.violatedByAbsence(
        message.incomplete(missing), doubt(connection, "the last segment"));
  }

  private static Optional<String> doubt(Connection connection, String after) {
    long last = connection.startNanos() + connection.durationNanos();
    return Doubt.unseen(connection.serverToClient())
        .or(() -> Doubt.tooSoon(connection.trace(), last, after));
  }

  private static String how(Connection connection) {
    return connection.handshake().rttNanos().isPresent()
        ? "SYN, SYN-ACK, ACK in " + Wording.time(connection.handshake().rttNanos().getAsLong())
        : "SYN, SYN-ACK and ACK, not each of them once";
  }
}
