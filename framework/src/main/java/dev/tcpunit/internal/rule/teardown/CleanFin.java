package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Each side's FIN follows all of its data, and each FIN is acknowledged; no RST. */
public final class CleanFin extends StatedRule<Connection> implements WaitingRule<Connection> {
  public CleanFin() {
    super(
        "hasCleanFin",
        "have a clean FIN",
        "RFC 9293 s3.6",
        "each side sends FIN after all of its data, and the other acknowledges it");
  }

  /** Waits first where the capture still runs: another thread may be about to close. */
  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed = patience.await(connection, "its close to be complete", Closed::isOver);
    Optional<String> doubt = ResetStory.doubt(closed);
    if (doubt.isPresent()) {
      return judgement.cannotTell(maybeReset(closed), doubt.get());
    }
    return switch (closed.teardown().state()) {
      case CLEAN -> judgement.holds(clean(closed), acknowledgedTooSoon(closed));
      case RESET -> judgement.violatedByPresence(reset(closed));
      case OPEN -> judgement.violatedByAbsence(open(closed), unseen(closed));
      case HALF_CLOSED, CANNOT_TELL -> underWay(closed);
    };
  }

  private static Optional<String> acknowledgedTooSoon(Connection closed) {
    return closed.flows().stream()
        .flatMap(
            flow -> Doubt.acknowledgedTooSoon(flow, flow.finOffset().orElseThrow() + 1).stream())
        .findFirst();
  }

  private Verdict underWay(Connection connection) {
    List<Flow> flows = connection.flows();
    Optional<Flow> early =
        flows.stream()
            .filter(f -> f.finOffset().isPresent() && f.endOffset() > f.finOffset().getAsLong())
            .findFirst();
    if (early.isPresent()) {
      return judgement.violatedByPresence(dataAfterFin(connection, early.get()));
    }
    List<Flow> unacknowledged =
        flows.stream()
            .filter(flow -> flow.finOffset().isPresent() && !flow.isFinAcknowledged())
            .toList();
    if (unacknowledged.isEmpty()) {
      Role closer = connection.teardown().first().orElse(Role.CLIENT);
      return judgement.violatedByAbsence(
          halfClosed(connection, closer),
          Doubt.unseen(connection.flow(closer.peer()))
              .or(() -> Doubt.unseenFin(connection.flow(closer.peer()))));
    }
    long since = lastSent(connection, unacknowledged);
    List<Flow> silent =
        unacknowledged.stream().map(flow -> connection.flow(flow.sender().peer())).toList();
    return judgement.violatedByAbsence(
        finNotAcknowledged(connection, unacknowledged, since),
        unseen(silent).or(() -> Doubt.tooSoon(connection.trace(), since, "the FIN")));
  }

  private static Optional<String> unseen(List<Flow> silent) {
    return silent.stream().flatMap(flow -> Doubt.unseen(flow).stream()).findFirst();
  }

  /** Why a close may have begun and is not in the capture, or is still to begin. */
  private static Optional<String> unseen(Connection open) {
    return unseen(open.flows())
        .or(() -> Doubt.unseenFin(open))
        .or(
            () ->
                FailedOpening.isPending(open)
                    ? FailedOpening.doubt(open, "the last segment")
                    : Optional.empty());
  }

  private static long lastSent(Connection connection, List<Flow> unacknowledged) {
    long last = connection.endNanos();
    return unacknowledged.stream()
        .mapToLong(flow -> flow.unacknowledgedSinceNanos().orElse(last))
        .min()
        .orElseThrow();
  }

  /** {@code CLIENT closed first; both FINs acknowledged}. */
  private Finding clean(Connection connection) {
    String first = connection.teardown().first().map(Role::name).orElse("nobody");
    return expecting(connection).but(first + " closed first; both FINs acknowledged");
  }

  private Finding open(Connection connection) {
    if (connection.handshake().state() == Handshake.State.UNANSWERED) {
      return neverOpened(connection);
    }
    List<Segment> all = connection.segments();
    Finding found =
        expecting(connection)
            .but("nobody closed: there is neither FIN nor RST")
            .offenders(
                connection,
                all.subList(Math.max(0, all.size() - 1), all.size()),
                s -> "the last segment")
            .fact("evidence", Standstill.watched(connection) + " after it");
    return new Standstill(connection).tellUnclosed(found);
  }

  private Finding neverOpened(Connection connection) {
    Finding found =
        expecting(connection)
            .but("the connection was never established, there was nothing to close")
            .show(connection, connection.segments());
    return FailedOpening.explain(found, connection);
  }

  private Finding halfClosed(Connection connection, Role closer) {
    Finding found =
        expecting(connection)
            .but(
                "only the %s closed: the %s acknowledged its FIN and sent none of its own"
                    .formatted(Wording.side(closer), Wording.side(closer.peer())));
    int last = connection.segments().size() - 1;
    show(found, connection, s -> isFin(s) || s.index() == last);
    found.fact("evidence", Standstill.watched(connection) + " after the last segment");
    return HalfOpen.tell(found, connection);
  }

  private Finding dataAfterFin(Connection connection, Flow flow) {
    Role sender = flow.sender();
    List<Segment> late =
        connection.keepsSegments() ? Closing.of(connection).dataAfterOwnFin(sender) : List.of();
    return show(
        expecting(connection).but("the " + Wording.side(sender) + " sent data after its FIN"),
        connection,
        s -> s.from() == sender && isFin(s) || late.contains(s));
  }

  /** The flows whose FIN the peer has not acknowledged. */
  private Finding finNotAcknowledged(Connection connection, List<Flow> flows, long sinceNanos) {
    List<String> words =
        flows.stream()
            .map(
                flow ->
                    "the %s has not acknowledged the FIN of the %s"
                        .formatted(Wording.side(flow.sender().peer()), Wording.side(flow.sender())))
            .toList();
    return show(
            expecting(connection).but(Wording.join(words)),
            connection,
            s -> isFin(s) && flows.stream().anyMatch(flow -> flow.sender() == s.from()))
        .fact(
            "evidence",
            "the capture watched "
                + Wording.time(connection.trace().endNanos() - sinceNanos)
                + " after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)");
  }

  private Finding reset(Connection connection) {
    if (connection.handshake().state() == Handshake.State.REFUSED) {
      return neverOpened(connection);
    }
    Optional<Segment> rst = ResetStory.end(connection);
    if (rst.isEmpty()) {
      return expecting(connection).but("a RST ended the connection");
    }
    ResetStory story = new ResetStory(connection, rst.get());
    Optional<Segment> answered = story.dataAfterClose();
    Finding found =
        show(
            expecting(connection).but(story.statement()),
            connection,
            s -> isFin(s) || s.equals(rst.get()) || answered.filter(s::equals).isPresent());
    return story.tell(found).at(rst.get());
  }

  /** A RST was captured of which it is not known whether it ended the connection. */
  private Finding maybeReset(Connection connection) {
    return show(
        expecting(connection).but("a RST may have ended the connection"),
        connection,
        s -> s.has(TcpFlags.RST) || isFin(s));
  }

  private static boolean isFin(Segment segment) {
    return segment.has(TcpFlags.FIN);
  }

  private static Finding show(Finding found, Connection connection, Predicate<Segment> wanted) {
    return found.offenders(connection, connection.segments().stream().filter(wanted).toList());
  }
}
