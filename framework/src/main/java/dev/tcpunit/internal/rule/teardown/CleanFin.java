package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** Each side's FIN follows all of its data, and each FIN is acknowledged; no RST. */
public final class CleanFin implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasCleanFin";
  }

  @Override
  public String source() {
    return ShouldHaveCleanFin.SOURCE;
  }

  /** Waits first where the capture still runs: {@code close()} may be on another thread's way. */
  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed = patience.await(connection, "its close to be complete", Closed::isOver);
    ShouldHaveCleanFin message = new ShouldHaveCleanFin(closed);
    Optional<String> doubt = ResetStory.doubt(closed);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.maybeReset(), doubt.get());
    }
    return switch (closed.teardown().state()) {
      case CLEAN -> judgement.holds(message.closed(how(closed)));
      case RESET -> judgement.violatedByPresence(reset(closed, message));
      case OPEN -> judgement.violatedByAbsence(open(closed, message), unseen(flows(closed)));
      case HALF_CLOSED, CANNOT_TELL -> underWay(closed, message);
    };
  }

  private static Finding open(Connection connection, ShouldHaveCleanFin message) {
    boolean unanswered = connection.handshake().state() == Handshake.State.UNANSWERED;
    return unanswered ? message.neverOpened() : message.nobodyClosed();
  }

  private static Finding reset(Connection connection, ShouldHaveCleanFin message) {
    if (connection.handshake().state() == Handshake.State.REFUSED) {
      return message.neverOpened();
    }
    Optional<Segment> rst = ResetStory.end(connection);
    return rst.isPresent() ? message.reset(rst.get()) : message.reset();
  }

  private Verdict underWay(Connection connection, ShouldHaveCleanFin message) {
    List<Flow> flows = flows(connection);
    Optional<Flow> early =
        flows.stream()
            .filter(f -> f.finOffset().isPresent() && f.endOffset() > f.finOffset().getAsLong())
            .findFirst();
    if (early.isPresent()) {
      return judgement.violatedByPresence(message.dataAfterFin(early.get()));
    }
    List<Flow> unacknowledged =
        flows.stream()
            .filter(flow -> flow.finOffset().isPresent() && !flow.isFinAcknowledged())
            .toList();
    if (unacknowledged.isEmpty()) {
      Role closer = connection.teardown().first().orElse(Role.CLIENT);
      return judgement.violatedByAbsence(
          message.halfClosed(closer), Doubt.unseen(connection.flow(closer.peer())));
    }
    long since = lastSent(connection, unacknowledged);
    List<Flow> silent =
        unacknowledged.stream().map(flow -> connection.flow(flow.sender().peer())).toList();
    return judgement.violatedByAbsence(
        message.finNotAcknowledged(unacknowledged, since),
        unseen(silent).or(() -> Doubt.tooSoon(connection.trace(), since, "the FIN")));
  }

  private static Optional<String> unseen(List<Flow> silent) {
    return silent.stream().flatMap(flow -> Doubt.unseen(flow).stream()).findFirst();
  }

  private static long lastSent(Connection connection, List<Flow> unacknowledged) {
    long last = connection.startNanos() + connection.durationNanos();
    return unacknowledged.stream()
        .mapToLong(flow -> flow.unacknowledgedSinceNanos().orElse(last))
        .min()
        .orElseThrow();
  }

  private static List<Flow> flows(Connection connection) {
    return List.of(connection.clientToServer(), connection.serverToClient());
  }

  /** {@code CLIENT closed first; both FINs acknowledged}. */
  private static String how(Connection connection) {
    return connection.teardown().first().map(Role::name).orElse("nobody")
        + " closed first; both FINs acknowledged";
  }
}
