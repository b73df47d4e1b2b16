package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** No packet of one side was marked on its way, as far as itself or the peer's echo shows. */
public final class NoCongestionMarks implements Rule<Flow> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoCongestionMarks";
  }

  @Override
  public String source() {
    return ShouldHaveNoCongestionMarks.SOURCE;
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    ShouldHaveNoCongestionMarks message = new ShouldHaveNoCongestionMarks(flow);
    EcnMode mode = EcnMode.of(flow.connection());
    List<Segment> marked = segments(flow, s -> s.from() == flow.sender() && EcnUse.isMarked(s));
    if (!marked.isEmpty()) {
      return judgement.violatedByPresence(message.marked(marked));
    }
    Flow echoing = flow.connection().flow(flow.sender().peer());
    if (mode == EcnMode.ACCURATE && AccurateFeedback.isCleared(echoing)) {
      return judgement.cannotTell(
          message.none(mode != EcnMode.NONE),
          "the peer's counter of marks is zero at first: something cleared it");
    }
    List<Segment> echoes = echoes(echoing, mode);
    if (!echoes.isEmpty()) {
      return judgement.violatedByPresence(message.echoed(echoes));
    }
    Optional<String> doubt = doubt(flow);
    return doubt.isPresent()
        ? judgement.cannotTell(message.none(mode != EcnMode.NONE), doubt.get())
        : judgement.holds(message.none(mode != EcnMode.NONE));
  }

  private static List<Segment> echoes(Flow echoing, EcnMode mode) {
    return switch (mode) {
      case NONE -> List.of();
      case CLASSIC -> segments(echoing, s -> s.from() == echoing.sender() && EcnUse.isEcho(s));
      case ACCURATE -> AccurateFeedback.echoes(echoing.connection(), echoing.sender());
    };
  }

  private static Optional<String> doubt(Flow flow) {
    return OverTime.doubt(flow)
        .or(
            () ->
                segments(flow, s -> s.from() == flow.sender() && s.ecn().isEmpty()).isEmpty()
                    ? Optional.empty()
                    : Optional.of("the IP headers, which bear the marks, were not captured"));
  }

  private static List<Segment> segments(Flow flow, Predicate<Segment> filter) {
    return flow.connection().segments().stream().filter(filter).toList();
  }
}
