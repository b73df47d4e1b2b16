package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** No data was sent before the client had acknowledged the SYN-ACK. */
public final class NoDataBeforeEstablished implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoDataBeforeEstablished";
  }

  @Override
  public String source() {
    return ShouldHaveNoDataBeforeEstablished.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveNoDataBeforeEstablished message = new ShouldHaveNoDataBeforeEstablished(connection);
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return judgement.cannotTell(message.none(), Doubt.OLDER);
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.none(), Doubt.NO_SEGMENTS);
    }
    int established =
        HandshakeSegments.last(connection).map(Segment::index).orElse(connection.segments().size());
    List<Segment> early =
        connection.segments().stream()
            .limit(established)
            .filter(segment -> segment.length() > 0)
            .toList();
    return early.isEmpty()
        ? judgement.holds(message.none())
        : judgement.violatedByPresence(message.found(early));
  }
}
