package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.SidedRule;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** In which order the two sides closed: one first, both at the same time, or one of them alone. */
public final class CloseOrder extends StatedRule<Connection>
    implements WaitingRule<Connection>, SidedRule {
  private static final String BOTH_CLOSED = "its close to be complete";

  private final String awaited;
  private final Predicate<Connection> isThere;
  private final BiFunction<CloseOrder, Connection, Verdict> judging;

  private CloseOrder(
      String assertion,
      String expectation,
      String awaited,
      Predicate<Connection> isThere,
      BiFunction<CloseOrder, Connection, Verdict> judging) {
    super(
        assertion,
        expectation,
        "RFC 9293 s3.6",
        "each side closes its own direction by FIN, in its own time");
    this.awaited = awaited;
    this.isThere = isThere;
    this.judging = judging;
  }

  /** A side was the first to close, by FIN or RST. */
  public static CloseOrder firstBy(Role side) {
    return new CloseOrder(
        "wasClosedFirstBy",
        "be closed first by the " + Wording.side(side),
        "its close to begin",
        Closed::hasBegun,
        (rule, closed) -> rule.judgeFirst(closed, side));
  }

  /** Each side sent FIN before it had received the FIN of the other (section 3.6, case 3). */
  static CloseOrder simultaneous() {
    return new CloseOrder(
        "wasClosedSimultaneously",
        "be closed by both sides at the same time",
        BOTH_CLOSED,
        Closed::isOver,
        CloseOrder::judgeSimultaneous);
  }

  /** A side closed its direction, and the other sent data after that or has not closed yet. */
  public static CloseOrder halfBy(Role side) {
    return new CloseOrder(
        "wasHalfClosedBy",
        "be half-closed by the " + Wording.side(side),
        // Whoever closes both directions looks the same until the other's data meet a RST.
        "what comes of its half-close",
        Closed::isOver,
        (rule, closed) -> rule.judgeHalf(closed, side));
  }

  /** At the same time is the same for both. */
  @Override
  public boolean isSided() {
    return !awaited.equals(BOTH_CLOSED);
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed = patience.await(connection, awaited, isThere);
    return closed.teardown().first().isEmpty()
        ? judgement.violatedByAbsence(
            Closed.byNobody(expecting(closed), closed), Closed.doubt(closed))
        : judging.apply(this, closed);
  }

  private Verdict judgeFirst(Connection closed, Role side) {
    Role first = closed.teardown().first().orElseThrow();
    String how = "the " + Wording.side(first) + " closed first";
    Optional<String> doubt = Doubt.unseenFin(closed.flow(first.peer()));
    return first == side
        ? judgement.holds(expecting(closed).but(how), doubt)
        : judgement.violatedByAbsence(otherwise(closed, how), doubt);
  }

  private Verdict judgeSimultaneous(Connection closed) {
    if (!closed.keepsSegments()) {
      return judgement.cannotTell(expecting(closed).but("a side has closed"), Doubt.NO_SEGMENTS);
    }
    Closing closing = Closing.of(closed);
    if (closing.fin(Role.CLIENT).isEmpty() || closing.fin(Role.SERVER).isEmpty()) {
      return judgement.violatedByAbsence(
          otherwise(closed, "not both sides sent FIN"), Doubt.unseenFin(closed));
    }
    return closing.isSimultaneous()
        ? judgement.holds(expecting(closed).but("neither FIN acknowledges the other"))
        : judgement.violatedByPresence(
            otherwise(closed, "the second FIN acknowledges the first, one after the other"));
  }

  private Verdict judgeHalf(Connection closed, Role side) {
    if (!closed.keepsSegments()) {
      return judgement.cannotTell(expecting(closed).but("a side has closed"), Doubt.NO_SEGMENTS);
    }
    List<Segment> after = Closing.of(closed).dataAfterPeerFin(side.peer());
    String peer = "the " + Wording.side(side.peer());
    if (!after.isEmpty()) {
      return judgeTaken(closed, side, after.get(0));
    }
    boolean first = closed.teardown().first().orElseThrow() == side;
    if (first && closed.teardown().state() == Teardown.State.HALF_CLOSED) {
      return judgement.holds(
          expecting(closed).but(peer + " has not closed its side"),
          Doubt.unseenFin(closed.flow(side.peer())));
    }
    return judgement.violatedByAbsence(
        otherwise(
            closed, peer + (first ? " sent no data after it, and closed too" : " closed first")),
        Doubt.unseenFin(closed.flow(side)).or(() -> Doubt.unseen(closed.flow(side.peer()))));
  }

  /** Whoever has closed both directions answers data with RST, and acknowledges none of it. */
  private Verdict judgeTaken(Connection closed, Role side, Segment late) {
    List<Segment> answers =
        closed.segments().stream()
            .filter(s -> s.from() == side && s.index() > late.index())
            .toList();
    Finding sent =
        expecting(closed)
            .but(
                "the %s sent data after it, from #%d"
                    .formatted(Wording.side(side.peer()), late.frame()));
    if (answers.stream().anyMatch(s -> s.has(TcpFlags.ACK) && s.ack() > late.seq())) {
      return judgement.holds(sent);
    }
    return answers.stream().anyMatch(s -> s.has(TcpFlags.RST))
        ? judgement.violatedByAbsence(
            closedBoth(closed, side, late), Doubt.unseen(closed.flow(side)))
        : judgement.cannotTell(
            sent, "no ACK and no RST of the %s has answered it".formatted(Wording.side(side)));
  }

  private Finding closedBoth(Connection closed, Role side, Segment late) {
    List<Segment> shown =
        closed.segments().stream()
            .filter(s -> s.equals(late) || s.from() == side && s.has(TcpFlags.FIN))
            .toList();
    Finding found = expecting(closed);
    found
        .but(
            "the %s closed both directions: it answered the data of the %s, #%d, with RST"
                .formatted(Wording.side(side), Wording.side(side.peer()), late.frame()))
        .timedOffenders(closed, shown, s -> "")
        .fact("evidence", EarlyClose.times(closed, side, late));
    return side == Role.CLIENT
        ? found.lookFor(Remedy.HALF_CLOSE).lookFor(Remedy.WAIT_FOR_THE_ANSWER)
        : found.lookFor(Remedy.SHUT_DOWN_BEFORE_CLOSE);
  }

  /** It was closed in another order than expected. */
  private Finding otherwise(Connection connection, String how) {
    return expecting(connection)
        .but(how)
        .timedOffenders(connection, Closed.finsAndResets(connection), s -> "");
  }
}
