package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.message.teardown.CloseSegments;
import dev.tcpunit.internal.message.teardown.ShouldHaveNoDataAfterReset;
import dev.tcpunit.internal.rule.Doubt;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

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
    int rst = CloseSegments.reset(connection).orElseThrow().index();
    List<Segment> late =
        connection.segments().stream().filter(s -> s.index() > rst && s.length() > 0).toList();
    return late.isEmpty()
        ? judgement.holds(message.none("no data after the RST"))
        : judgement.violatedByPresence(message.found(late));
  }
}
