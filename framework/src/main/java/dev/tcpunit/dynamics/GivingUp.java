package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That a side gave a connection up whose peer did not answer any more, or has not done so yet: a
 * handshake that nobody answers, bytes that nobody acknowledges, or a window that stays closed, so
 * that the side sent or probed again.
 *
 * @param side who waits
 * @param since the segment since which it waits
 * @param how what the side did in the end
 * @param end its RST or FIN, or the last segment that it sent while it waited
 * @param watchedNanos how long the capture watched from {@code since} on, in nanoseconds
 * @param waited what the segments show of the wait, in words
 */
public record GivingUp(
    Role side, Segment since, How how, Segment end, long watchedNanos, String waited) {

  /** A timer that has run out doubles (RFC 6298 section 5.5); one more half for a busy machine. */
  private static final double LATEST = 2.5;

  /** Nanoseconds; no kernel that also probes or sends again sooner has a shorter timer (Linux). */
  private static final long SHORTEST_TIMER = 200_000_000;

  /** What a side did that nobody answered. */
  public enum How {
    /** It sent RST. */
    RESET,
    /** It sent FIN: its program has closed, whatever its kernel still tries. */
    CLOSE,
    /** It sent nothing more, though its timer must have run out again. */
    SILENCE,
    /** It may send again. */
    NOT_YET
  }

  /**
   * Who was not answered any more when the capture ended or a side gave up.
   *
   * @param connection one that keeps its segments
   * @return at most one for each side; empty where everything was answered, or nothing was sent
   *     again for want of an answer
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static List<GivingUp> of(Connection connection) {
    Segments.require(connection);
    return Stream.of(Role.values()).flatMap(side -> of(connection, side).stream()).toList();
  }

  private static Optional<GivingUp> of(Connection connection, Role side) {
    Connection view = connection.seenBy(side);
    long watched = Segments.watchedUntil(view);
    Optional<Segment> reset =
        view.segments().stream()
            .filter(s -> s.from() == side && s.has(TcpFlags.RST))
            .filter(s -> s.acceptance() != Acceptance.IGNORED)
            .findFirst();
    return WaitFinder.find(view, side, reset.map(rst -> rst.timeNanos() - 1).orElse(watched))
        .filter(waiting -> waiting.what() != WaitingFor.DATA && waiting.what() != WaitingFor.CLOSE)
        .flatMap(waiting -> of(view, side, waiting, reset, watched));
  }

  private static Optional<GivingUp> of(
      Connection view, Role side, Waiting waiting, Optional<Segment> reset, long watched) {
    List<Segment> sent =
        view.segments().subList(waiting.since().index(), view.segments().size()).stream()
            .filter(s -> s.from() == side)
            .toList();
    if (sent.stream().noneMatch(GivingUp::isAgain)) {
      return Optional.empty();
    }
    Optional<Segment> close =
        sent.stream().dropWhile(s -> !isAgain(s)).filter(GivingUp::closes).findFirst();
    How how = isOverdue(waiting.since(), sent, watched) ? How.SILENCE : How.NOT_YET;
    if (reset.isPresent()) {
      how = How.RESET;
    } else if (close.isPresent()) {
      how = How.CLOSE;
    }
    return Optional.of(
        new GivingUp(
            side,
            waiting.since(),
            how,
            reset.or(() -> close).orElse(sent.get(sent.size() - 1)),
            watched - waiting.since().timeNanos(),
            waiting.explanation()));
  }

  private static boolean isAgain(Segment segment) {
    return segment.kind() == SegmentKind.RETRANSMISSION
        || segment.kind() == SegmentKind.ZERO_WINDOW_PROBE;
  }

  /** A FIN that is sent when others are sent again; one before belongs to the request. */
  private static boolean closes(Segment segment) {
    return segment.has(TcpFlags.FIN) && !isAgain(segment);
  }

  /** Probes and fast resends come sooner than the timer runs out. */
  private static boolean isOverdue(Segment since, List<Segment> sent, long watchedUntil) {
    List<Segment> again = sent.stream().filter(GivingUp::isAgain).toList();
    Segment last = again.get(again.size() - 1);
    Segment before = again.size() > 1 ? again.get(again.size() - 2) : since;
    long timer = Math.max(SHORTEST_TIMER, last.timeNanos() - before.timeNanos());
    return watchedUntil - sent.get(sent.size() - 1).timeNanos() > LATEST * timer;
  }

  /**
   * How long it had waited when it gave up, or at its last attempt.
   *
   * @return nanoseconds
   */
  public long nanos() {
    return Math.max(0, end.timeNanos() - since.timeNanos());
  }
}
