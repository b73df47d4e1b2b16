package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** No data was sent after a RST. */
public final class NoDataAfterReset implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoDataAfterReset";
  }

  @Override
  public String source() {
    return ShouldHaveNoDataAfterReset.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveNoDataAfterReset message = new ShouldHaveNoDataAfterReset(connection);
    if (!ResetsSent.in(connection)) {
      return judgement.holds(message.none("there was no RST"));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.none("there was a RST"), Doubt.NO_SEGMENTS);
    }
    List<Segment> late =
        Stream.of(Role.values())
            .flatMap(side -> late(connection.seenBy(side), side))
            .sorted(Comparator.comparingLong(Segment::frame))
            .toList();
    return late.isEmpty()
        ? judgement.holds(message.none("no data after the RST"))
        : judgement.violatedByPresence(message.found(late));
  }

  /** What a side sent when it had sent or received a RST. */
  private static Stream<Segment> late(Connection connection, Role side) {
    return connection.segments().stream()
        .dropWhile(s -> !s.has(TcpFlags.RST))
        .skip(1)
        .filter(s -> s.from() == side && s.length() > 0);
  }
}
