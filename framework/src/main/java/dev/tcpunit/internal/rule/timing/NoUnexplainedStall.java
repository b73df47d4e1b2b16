package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.List;
import java.util.Optional;

/** Wherever the connection stood still, the packets prove why. */
final class NoUnexplainedStall implements Rule<Connection> {
  @Override
  public String name() {
    return "hasNoUnexplainedStall";
  }

  @Override
  public String source() {
    return ShouldHaveNoStall.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldHaveNoStall.explained(connection, List.of()), doubt.get());
    }
    List<Stall> stalls = ConnectionDynamics.of(connection).stalls();
    List<Stall> open = stalls.stream().filter(s -> s.cause() == StallCause.UNKNOWN).toList();
    return open.isEmpty()
        ? judgement.holds(ShouldHaveNoStall.explained(connection, stalls))
        : judgement.violatedByAbsence(ShouldHaveNoStall.found(connection, open), Optional.empty());
  }
}
