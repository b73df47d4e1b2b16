package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** No side sent data before the SYNs of both had been acknowledged. */
final class NoDataBeforeEstablished extends StatedRule<Connection> {
  NoDataBeforeEstablished() {
    super(
        "hasNoDataBeforeEstablished",
        "have no data before it is established",
        "RFC 9293 s3.10.7.3",
        "data in or right behind a SYN waits for the handshake, except by RFC 7413");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(none(connection), doubt.get());
    }
    List<Segment> early = Opening.of(connection).earlyData();
    if (early.isEmpty()) {
      return judgement.holds(none(connection));
    }
    Finding found = found(connection, early);
    boolean inSyn = early.stream().anyMatch(segment -> segment.has(TcpFlags.SYN));
    return inSyn
        ? judgement.violatedByPresence(found)
        : judgement.violatedByAbsence(found, doubtOfAcks(connection));
  }

  /** Why the segments that acknowledge the SYNs may have been sent and not captured. */
  private static Optional<String> doubtOfAcks(Connection connection) {
    return Doubt.ofSyns(connection)
        .or(() -> Doubt.unseen(connection.clientToServer()))
        .or(() -> Doubt.unseen(connection.serverToClient()))
        .or(() -> unseenAck(connection));
  }

  /**
   * An ACK without data leaves no hole where the capture missed it. That the client had not
   * acknowledged the SYN-ACK when the server sent data shows only where it does so behind them.
   */
  private static Optional<String> unseenAck(Connection connection) {
    Opening opening = Opening.of(connection);
    boolean ofServer = opening.earlyData().stream().allMatch(s -> s.from() == Role.SERVER);
    boolean shown =
        opening.completion().filter(NoDataBeforeEstablished::isThirdSegment).isPresent();
    return ofServer && !shown
        ? Optional.of("the ACK of the SYN-ACK may have been sent and not captured")
        : Optional.empty();
  }

  private static boolean isThirdSegment(Segment segment) {
    return segment.length() == 0 && segment.seq() == 1 && segment.ack() == 1;
  }

  private Finding none(Connection connection) {
    return expecting(connection).but("no data before the handshake was complete");
  }

  private Finding found(Connection connection, List<Segment> data) {
    long bytes = data.stream().mapToLong(Segment::length).sum();
    return expecting(connection)
        .but(Wording.count(bytes, "byte") + " came before the handshake was complete")
        .offenders(connection, data);
  }
}
