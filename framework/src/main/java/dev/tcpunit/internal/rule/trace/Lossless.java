package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** The capture missed nothing, by its own statistics and by what the packets show. */
public final class Lossless extends StatedRule<Trace> {
  public Lossless() {
    super(
        "isLossless",
        "be a capture without loss",
        "capture statistics",
        "the kernel counts what it could not hand to the capture");
  }

  @Override
  public Verdict judge(Trace trace) {
    List<String> lost = new ArrayList<>();
    Doubt.missing(trace).ifPresent(lost::add);
    trace.connections().stream()
        .flatMap(c -> c.flows().stream())
        .flatMap(flow -> Doubt.unseen(flow).stream())
        .findFirst()
        .ifPresent(lost::add);
    if (!lost.isEmpty()) {
      return judgement.violatedByPresence(lost(trace, lost));
    }
    if (trace.packets() == 0) {
      return judgement.cannotTell(lossless(trace, ""), "nothing was captured");
    }
    return trace.completeness().droppedFrames().isPresent()
        ? judgement.holds(lossless(trace, "0 frames dropped, and no byte is missing"))
        : judgement.cannotTell(
            lossless(trace, "no byte is missing"), "the capture does not say what it dropped");
  }

  private Finding lossless(Trace trace, String how) {
    return expecting(trace).but(how);
  }

  private Finding lost(Trace trace, List<String> what) {
    return expecting(trace)
        .but(Wording.join(what))
        .fact("look for", "a larger capture buffer, headers only, or a filter that is too narrow");
  }
}
