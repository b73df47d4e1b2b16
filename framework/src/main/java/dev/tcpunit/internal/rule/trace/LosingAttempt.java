package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An attempt to connect that was under way when another one of its race had succeeded.
 *
 * @param attempt the one that lost
 * @param wonNanos when the client had the other connection, in nanoseconds since the epoch
 */
record LosingAttempt(Connection attempt, long wonNanos) {
  /** A client needs a moment to close the others, and no kernel sends a SYN again so soon. */
  private static final long REACTION_NANOS = 500_000_000;

  /** RFC 6298 section 2.1 has a SYN sent again after a second; one half for a busy machine. */
  private static final long FIRST_TIMER_NANOS = 1_500_000_000;

  /** A timer doubles (RFC 6298 section 5.5); one half more for a busy machine. */
  private static final double LATEST = 2.5;

  /** Those of a race, unless the client used them all the same: they are no race then. */
  static Stream<LosingAttempt> in(AddressRace race) {
    OptionalLong won = race.wonNanos();
    return won.isEmpty()
        ? Stream.empty()
        : race.attempts().stream()
            .filter(attempt -> !race.isWonBy(attempt))
            .filter(attempt -> attempt.clientToServer().endOffset() <= 1)
            .map(attempt -> new LosingAttempt(attempt, won.getAsLong()))
            .filter(loser -> !loser.hadEnded());
  }

  /** Whether it was refused or reset before another one succeeded: then there was no race. */
  private boolean hadEnded() {
    return wasReset() && attempt.endNanos() < wonNanos;
  }

  /** SYNs that the client sent when it had long had another connection. */
  List<Segment> lateSyns() {
    return syns().stream().filter(s -> s.timeNanos() - wonNanos > REACTION_NANOS).toList();
  }

  private List<Segment> syns() {
    return attempt.seenBy(Role.CLIENT).segments().stream()
        .filter(s -> s.from() == Role.CLIENT && s.has(TcpFlags.SYN))
        .toList();
  }

  /** Whether the client has this connection as well, and has not closed it. */
  boolean isLeftOpen() {
    return attempt.handshake().state() == Handshake.State.COMPLETED
        && attempt.clientToServer().finOffset().isEmpty()
        && !wasReset();
  }

  private boolean wasReset() {
    return attempt.flows().stream().anyMatch(Flow::hasSentReset);
  }

  /** Whether the client may yet send its SYN again, as far as the capture watched. */
  boolean isUndecided() {
    return FailedOpening.isPending(attempt)
        && !wasReset()
        && attempt.trace().endNanos() < nextSynNanos();
  }

  private long nextSynNanos() {
    List<Segment> syns = syns();
    Segment last = syns.get(syns.size() - 1);
    long before = syns.size() > 1 ? syns.get(syns.size() - 2).timeNanos() : last.timeNanos();
    long timer = Math.round(LATEST * (last.timeNanos() - before));
    return last.timeNanos() + Math.max(FIRST_TIMER_NANOS, timer);
  }

  /** What became of it: {@code sent its SYN again 948 ms after the other connected}. */
  String words() {
    List<Segment> late = lateSyns();
    if (!late.isEmpty()) {
      return "its SYN was sent again %s after another had connected"
          .formatted(Wording.time(late.get(0).timeNanos() - wonNanos));
    }
    return isLeftOpen() ? "it connected too, and was not closed" : AttemptRun.outcome(attempt);
  }
}
