package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.message.ecn.ShouldHaveNoCongestionMarks;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.OverTime;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
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
  public Verdict judge(Flow flow) {
    ShouldHaveNoCongestionMarks message = new ShouldHaveNoCongestionMarks(flow);
    boolean negotiated = EcnUse.isNegotiated(flow.connection());
    List<Segment> marked = segments(flow, s -> s.from() == flow.sender() && EcnUse.isMarked(s));
    if (!marked.isEmpty()) {
      return judgement.violatedByPresence(message.marked(marked));
    }
    List<Segment> echoes =
        negotiated ? segments(flow, s -> s.from() != flow.sender() && EcnUse.isEcho(s)) : List.of();
    if (!echoes.isEmpty()) {
      return judgement.violatedByPresence(message.echoed(echoes));
    }
    Optional<String> doubt = doubt(flow);
    return doubt.isPresent()
        ? judgement.cannotTell(message.none(negotiated), doubt.get())
        : judgement.holds(message.none(negotiated));
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
