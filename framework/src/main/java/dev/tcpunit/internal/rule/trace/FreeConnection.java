package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.AnsweredRequest;
import dev.tcpunit.internal.rule.trace.LastAnswers.Answer;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A connection that was established, and might take another request until its server refuses.
 *
 * @param refusedSince when its server closed or reset it, not in answer to the client's close, or
 *     had said that it would; {@link Long#MAX_VALUE} if it never did
 */
record FreeConnection(Connection connection, long refusedSince) {
  static FreeConnection of(Connection captured) {
    if (!captured.keepsSegments()) {
      boolean said = LastAnswers.refusal(captured).isPresent();
      return new FreeConnection(captured, said ? Long.MIN_VALUE : sumOf(captured.teardown()));
    }
    Connection connection = captured.seenBy(Role.CLIENT);
    long said = LastAnswers.refusedSince(connection);
    return new FreeConnection(captured, Math.min(said, closedByServer(connection)));
  }

  private static long closedByServer(Connection connection) {
    Closing closing = Closing.of(connection);
    Optional<Segment> own = closing.fin(Role.CLIENT);
    Optional<Segment> fin =
        closing
            .fin(Role.SERVER)
            .filter(f -> own.isEmpty() || f.ack() <= connection.clientToServer().endOffset());
    Optional<Segment> reset =
        connection.segments().stream()
            .filter(s -> s.from() == Role.SERVER && s.has(TcpFlags.RST))
            .filter(s -> own.isEmpty() || s.index() < own.get().index())
            .findFirst();
    return Math.min(
        fin.map(Segment::timeNanos).orElse(Long.MAX_VALUE),
        reset.map(Segment::timeNanos).orElse(Long.MAX_VALUE));
  }

  /** Without segments: the server had closed first, whenever that was. */
  private static long sumOf(Teardown teardown) {
    return teardown.first().filter(side -> side == Role.SERVER).isPresent()
        ? Long.MIN_VALUE
        : Long.MAX_VALUE;
  }

  /** Whether it might have taken what a later connection of the same client was opened for. */
  boolean isFreeFor(Connection later) {
    long nanos = later.startNanos();
    return mightTake(later)
        && (isClosedBefore(nanos) || isIdleAt(nanos) && answerAt(nanos) == Answer.COMPLETE);
  }

  /** Whether it is not known if it might have taken it. */
  boolean mayBeFreeFor(Connection later) {
    long nanos = later.startNanos();
    return mightTake(later) && isIdleAt(nanos) && answerAt(nanos) == Answer.UNKNOWN;
  }

  private boolean mightTake(Connection later) {
    return connection.client().address().equals(later.client().address())
        && refusedSince > later.startNanos();
  }

  private Answer answerAt(long nanos) {
    return LastAnswers.stateAt(connection, answeredTo(nanos));
  }

  private boolean isClosedBefore(long nanos) {
    Teardown.State state = connection.teardown().state();
    boolean closed = state == Teardown.State.CLEAN || state == Teardown.State.RESET;
    return closed && connection.endNanos() < nanos;
  }

  /** Data came from the server last, and next from the client: an answer was complete. */
  private boolean isIdleAt(long nanos) {
    Role last = null;
    for (Segment segment : connection.seenBy(Role.CLIENT).segments()) {
      if (segment.length() > 0 && segment.timeNanos() < nanos) {
        last = segment.from();
      } else if (segment.length() > 0) {
        return last == Role.SERVER
            && segment.from() == Role.CLIENT
            && !LastAnswers.isTlsBeforeRequest(connection, segment.seq());
      }
    }
    return last == Role.SERVER;
  }

  /** What had become of it when the later one was opened: {@code idle after an answer 409}. */
  String stateAt(Connection later) {
    OptionalInt status = statusAt(later.startNanos());
    String after = status.isPresent() ? " after an answer " + status.getAsInt() : "";
    return switch (endAt(later.startNanos())) {
      case IDLE -> "idle" + after;
      case ABORTED -> "aborted by the client" + after;
      case CLOSED ->
          "closed by the client"
              + (isByUrlConnection() ? " (HttpURLConnection)" : "")
              + after
              + (saysClose(connection) ? " to a request with Connection: close" : "");
    };
  }

  /** What to look for, the most likely first. */
  List<Remedy> remediesAt(Connection later) {
    return switch (endAt(later.startNanos())) {
      case IDLE ->
          statusAt(later.startNanos()).orElse(0) >= 400
              ? List.of(Remedy.READ_ERRORS, Remedy.SHARE_CLIENT)
              : List.of(Remedy.REUSE_CONNECTION);
      case ABORTED -> List.of(Remedy.KEEP_OPEN);
      case CLOSED ->
          List.of(
              saysClose(connection)
                  ? Remedy.SAY_KEEP_ALIVE
                  : isByUrlConnection() ? Remedy.NO_DISCONNECT : Remedy.KEEP_OPEN);
    };
  }

  /** Whether all requests are of {@link java.net.HttpURLConnection}, which has no client object. */
  private boolean isByUrlConnection() {
    List<HttpMessage> requests = connection.clientToServer().httpMessages();
    return !requests.isEmpty() && requests.stream().allMatch(HttpMessage::byUrlConnection);
  }

  private enum End {
    IDLE,
    CLOSED,
    ABORTED
  }

  /** How its client had ended it by a moment. */
  private End endAt(long nanos) {
    if (!connection.keepsSegments()) {
      return isClosedBefore(nanos) ? End.CLOSED : End.IDLE;
    }
    return connection.seenBy(Role.CLIENT).segments().stream()
        .filter(s -> s.from() == Role.CLIENT && s.timeNanos() < nanos)
        .filter(s -> s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
        .findFirst()
        .map(s -> s.has(TcpFlags.RST) ? End.ABORTED : End.CLOSED)
        .orElse(End.IDLE);
  }

  /** Whether a request says that the connection is not to be used again. */
  static boolean saysClose(Connection connection) {
    return connection.clientToServer().httpMessages().stream().anyMatch(HttpMessage::closes);
  }

  /** The status of the last answer that had come by then; it may have been used again since. */
  private OptionalInt statusAt(long nanos) {
    long answered = answeredTo(nanos);
    return AnsweredRequest.answers(connection).stream()
        .filter(answer -> answer.start() < answered)
        .mapToInt(HttpMessage::status)
        .reduce((earlier, later) -> later);
  }

  private long answeredTo(long nanos) {
    return connection.keepsSegments()
        ? connection.seenBy(Role.CLIENT).segments().stream()
            .filter(s -> s.from() == Role.SERVER && s.length() > 0 && s.timeNanos() < nanos)
            .mapToLong(Segment::end)
            .max()
            .orElse(0)
        : Long.MAX_VALUE;
  }
}
