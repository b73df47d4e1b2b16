package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The capture missed nothing, by its own statistics and by what the packets show. */
public final class Lossless implements Rule<Trace> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "isLossless";
  }

  @Override
  public String source() {
    return ShouldBeLossless.SOURCE;
  }

  @Override
  public Verdict judge(Trace trace) {
    ShouldBeLossless message = new ShouldBeLossless(trace);
    List<String> lost = new ArrayList<>();
    Doubt.missing(trace).ifPresent(lost::add);
    trace.connections().stream()
        .flatMap(c -> Stream.of(c.clientToServer(), c.serverToClient()))
        .flatMap(flow -> Doubt.unseen(flow).stream())
        .findFirst()
        .ifPresent(lost::add);
    if (!lost.isEmpty()) {
      return judgement.violatedByPresence(message.lost(lost));
    }
    if (trace.packets() == 0) {
      return judgement.cannotTell(message.lossless(""), "nothing was captured");
    }
    return trace.completeness().droppedFrames().isPresent()
        ? judgement.holds(message.lossless("0 frames dropped, and no byte is missing"))
        : judgement.cannotTell(
            message.lossless("no byte is missing"), "the capture does not say what it dropped");
  }
}
