package dev.tcpunit.internal.rule;

import dev.tcpunit.dynamics.Waiting;
import dev.tcpunit.dynamics.WaitingFor;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who waits for whom on a connection that stays open, as far as its last segments tell: in a
 * message's words, with a cause and what to look for. That a window is shut is told by {@link
 * Waiting}, as to all others.
 */
public final class Standstill {
  private final Connection connection;

  public Standstill(Connection connection) {
    this.connection = connection;
  }

  /** How long the capture watched a connection after its last segment, for messages. */
  public static String watched(Connection connection) {
    long end = connection.endNanos();
    return "the capture watched " + Wording.time(connection.trace().endNanos() - end);
  }

  /** Adds the state in which the connection stays, why it does, and what to look for. */
  public Finding tell(Finding message) {
    if (!connection.keepsSegments()) {
      return message;
    }
    Optional<Segment> shut = shutWindow();
    if (shut.isPresent()) {
      return unread(message, shut.get());
    }
    Optional<Segment> last = last(s -> s.length() > 0 && !s.has(TcpFlags.SYN));
    return last.isEmpty() ? silent(message) : after(message, connection.flow(last.get().from()));
  }

  /** As {@link #tell}, where somebody should have closed the connection. */
  public Finding tellUnclosed(Finding message) {
    tell(message);
    return connection.keepsSegments() && shutWindow().isPresent()
        ? message
        : message.lookFor(Remedy.CLOSE);
  }

  /** A closed window holds back the peer's data, and with it the FIN that follows the data. */
  private Finding unread(Finding message, Segment shut) {
    String reader = Wording.side(shut.from());
    String writer = Wording.side(shut.from().peer());
    return message
        .fact(
            "evidence",
            ("the receive buffer of the %s is full (#%d): what the %s has left to send, its FIN"
                    + " too, has to wait")
                .formatted(reader, shut.frame(), writer))
        .cause("the program of the " + reader + " does not read", Certainty.LIKELY)
        .lookFor(shut.from() == Role.CLIENT ? Remedy.READ_THE_BODY : Remedy.READ_FASTER);
  }

  private Finding silent(Finding message) {
    if (connection.clientToServer().acknowledgedBytes() > 0
        || connection.serverToClient().acknowledgedBytes() > 0) {
      return message;
    }
    return message.fact("evidence", "neither side has sent a byte").lookFor(Remedy.FLUSH);
  }

  /** The sender of the given flow sent last, and the other side has not answered. */
  private Finding after(Finding message, Flow spoken) {
    String speaker = Wording.side(spoken.sender());
    String other = Wording.side(spoken.sender().peer());
    if (spoken.unacknowledgedBytes() > 0) {
      return message.fact(
          "evidence",
          "the %s has not acknowledged the last %s of the %s"
              .formatted(other, Wording.count(spoken.unacknowledgedBytes(), "byte"), speaker));
    }
    message.fact(
        "evidence",
        "the %s sent last (%s, all acknowledged), and the %s has sent nothing since"
            .formatted(speaker, Wording.count(spoken.bytes(), "byte"), other));
    return spoken.sender() == Role.SERVER ? message : unanswered(message, spoken);
  }

  private static Finding unanswered(Finding message, Flow request) {
    Optional<UnfinishedMessage> unfinished = UnfinishedMessage.of(request);
    if (unfinished.isPresent()) {
      return message
          .fact("evidence", unfinished.get().words())
          .cause("the server waits for the rest of the request", Certainty.LIKELY)
          .lookFor(unfinished.get().remedy());
    }
    if (!request.httpMessages().isEmpty()) {
      return message
          .fact("evidence", "the request is complete, by what its head says")
          .lookFor(Remedy.ANSWER);
    }
    return message
        .cause(
            "the client waits for an answer, the server for more of the request or its end",
            Certainty.POSSIBLE)
        .lookFor(Remedy.END_THE_REQUEST)
        .lookFor(Remedy.ANSWER);
  }

  /** Since which segment the receiver of a side that cannot send on keeps its window closed. */
  private Optional<Segment> shutWindow() {
    return Waiting.of(connection).stream()
        .filter(waiting -> waiting.what() == WaitingFor.WINDOW)
        .map(Waiting::since)
        .findFirst();
  }

  private Optional<Segment> last(Predicate<Segment> wanted) {
    return connection.segments().stream().filter(wanted).reduce((first, second) -> second);
  }
}
