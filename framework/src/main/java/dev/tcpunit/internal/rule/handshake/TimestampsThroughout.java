package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.stream.Stream;

/** Timestamps were agreed on, and every segment without RST carries them. */
public final class TimestampsThroughout implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "carriesTimestampsThroughout";
  }

  @Override
  public String source() {
    return ShouldCarryTimestampsThroughout.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldCarryTimestampsThroughout message = new ShouldCarryTimestampsThroughout(connection);
    if (Stream.of(Role.values())
        .anyMatch(
            side -> connection.flow(side).synOptions().filter(o -> !o.timestamps()).isPresent())) {
      return judgement.violatedByPresence(message.notNegotiated());
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.carried(""), Doubt.NO_SEGMENTS);
    }
    List<Segment> without =
        SentSegments.anywhere(connection, s -> !s.hasTimestamps() && !s.has(TcpFlags.RST));
    if (Offers.areCaptured(connection) && !without.isEmpty()) {
      return judgement.violatedByPresence(message.missing(without));
    }
    return Offers.areCaptured(connection)
        ? judgement.holds(message.carried("every segment carries them"))
        : judgement.cannotTell(message.carried(""), Offers.NOT_CAPTURED);
  }
}
