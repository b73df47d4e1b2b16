package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import java.util.List;
import java.util.Optional;

/** No small segment was held back until a delayed ACK came. */
final class NoNagleStall implements Rule<Connection> {
  @Override
  public String name() {
    return "hasNoNagleDelayedAckStall";
  }

  @Override
  public String source() {
    return ShouldNotStallOnNagle.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldNotStallOnNagle.none(connection, List.of()), doubt.get());
    }
    List<Stall> stalls = ConnectionDynamics.of(connection).stalls();
    List<Stall> found =
        stalls.stream().filter(s -> s.cause() == StallCause.NAGLE_WITH_DELAYED_ACK).toList();
    if (!found.isEmpty()) {
      return judgement.violatedByAbsence(
          ShouldNotStallOnNagle.found(connection, found), Optional.empty());
    }
    Finding none = ShouldNotStallOnNagle.none(connection, stalls);
    Optional<Stall> open = stalls.stream().filter(s -> s.cause() == StallCause.UNKNOWN).findFirst();
    return open.isPresent()
        ? judgement.cannotTell(none, Doubt.missing(connection.trace()).orElse(unknown(open.get())))
        : judgement.holds(none);
  }

  private static String unknown(Stall stall) {
    return "nothing explains why it stood still for %s: %s"
        .formatted(Wording.time(stall.nanos()), stall.explanation());
  }
}
