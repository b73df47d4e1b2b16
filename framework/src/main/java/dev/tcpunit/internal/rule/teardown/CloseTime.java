package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.CloseWait;
import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Closing, or the answer of one side to the close of the other, takes no longer than a limit. */
public final class CloseTime extends StatedRule<Connection>
    implements WaitingRule<Connection>, TimedRule {
  private final Part part;
  private final Duration limit;

  public CloseTime(Part part, Duration limit) {
    super(
        part.assertion,
        part.expectation + " within " + Wording.limit(limit),
        "RFC 9293 s3.6",
        part.rule);
    this.part = part;
    this.limit = limit;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed = patience.await(connection, part.awaited, part.isThere);
    if (!closed.keepsSegments()) {
      return judgement.cannotTell(expecting(closed), Doubt.NO_SEGMENTS);
    }
    return part == Part.WHOLE ? judgeWhole(closed) : judgeCloseWait(besideOther(closed));
  }

  /** From the first FIN or RST to the acknowledgement of the last FIN. */
  private Verdict judgeWhole(Connection closed) {
    Closing closing = Closing.of(closed);
    Optional<Segment> begin = closing.begin();
    return begin.isEmpty()
        ? judgement.violatedByAbsence(
            notClosed(closed), Closed.doubt(closed).or(() -> doubtOfEnd(closed)))
        : judge(closed, begin.get(), closing.end());
  }

  /** From when the FIN of one side arrived at the other to the FIN or RST of the other. */
  private Verdict judgeCloseWait(Connection closed) {
    Closing closing = Closing.of(closed);
    Optional<Segment> first = closing.begin();
    if (first.isEmpty()) {
      return judgement.cannotTell(notClosed(closed), "no side has sent FIN");
    }
    Optional<CloseWait> wait = closing.closeWait(first.get().from().peer());
    return wait.isEmpty()
        ? judgement.holds(expecting(closed).but("no side was in CLOSE-WAIT"))
        : judge(closed, wait.get().begin(), wait.get().end());
  }

  /** Behind the last segment there was not even the time in which it may be closed. */
  private Optional<String> doubtOfEnd(Connection open) {
    return endedWithin(open.trace().endNanos() - open.endNanos(), "the last segment");
  }

  private Optional<String> endedWithin(long watched, String after) {
    return watched > limit.toNanos()
        ? Optional.empty()
        : Optional.of(
            "the capture ended %s after %s, which is within the limit"
                .formatted(Wording.time(watched), after));
  }

  private static Connection besideOther(Connection closed) {
    return closed.teardown().first().map(first -> closed.seenBy(first.peer())).orElse(closed);
  }

  private Verdict judge(Connection closed, Segment first, Optional<Segment> last) {
    if (last.isPresent()) {
      long took = last.get().timeNanos() - first.timeNanos();
      String how = words(part.done, first, took);
      return took <= limit.toNanos()
          ? judgement.holds(expecting(closed).but(how), Closed.doubt(closed))
          : judgement.violatedByPresence(late(closed, how, List.of(first, last.get())));
    }
    long watched = closed.trace().endNanos() - first.timeNanos();
    Finding never = late(closed, words(part.undone, first, watched), List.of(first));
    return judgement.violatedByAbsence(
        never, endedWithin(watched, "#" + first.frame()).or(() -> Closed.doubt(closed)));
  }

  private static String words(String event, Segment first, long nanos) {
    return "%s %s after #%d"
        .formatted(event.formatted(first.from().peer().word()), Wording.time(nanos), first.frame());
  }

  private Finding notClosed(Connection connection) {
    return new Standstill(connection)
        .tellUnclosed(expecting(connection).but("nobody closed: there is neither FIN nor RST"));
  }

  private Finding late(Connection connection, String how, List<Segment> closing) {
    return HalfOpen.tell(
        expecting(connection).but(how).timedOffenders(connection, closing, s -> note(s, closing)),
        connection);
  }

  private static String note(Segment segment, List<Segment> closing) {
    return segment.equals(closing.get(0)) && segment.has(TcpFlags.FIN)
        ? "the end of what the " + Wording.side(segment.from()) + " sends"
        : "";
  }

  /** What is timed, with the assertion that asks for it. */
  public enum Part {
    WHOLE(
        "closesWithin",
        "close",
        "a close is complete once each FIN is acknowledged",
        "its close to be complete",
        Closed::isOver,
        "it was closed",
        "it was not yet closed"),
    CLOSE_WAIT(
        "leavesCloseWaitWithin",
        "leave CLOSE-WAIT",
        "who has received FIN is in CLOSE-WAIT until its own program closes",
        "its other side to close",
        Closed::isAnswered,
        "the %s closed",
        "the %s had not closed");

    private final String assertion;
    private final String expectation;
    private final String rule;
    private final String awaited;
    private final Predicate<Connection> isThere;

    /** With room for the side that has to close. */
    private final String done;

    private final String undone;

    Part(
        String assertion,
        String expectation,
        String rule,
        String awaited,
        Predicate<Connection> isThere,
        String done,
        String undone) {
      this.assertion = assertion;
      this.expectation = expectation;
      this.rule = rule;
      this.awaited = awaited;
      this.isThere = isThere;
      this.done = done;
      this.undone = undone;
    }
  }
}
