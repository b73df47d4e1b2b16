package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Flow;

/** A stated rule of one direction, which says whose doing it judges. */
public abstract class FlowRule extends StatedRule<Flow> {
  private final Judged judged;

  /** States the rule, see {@link StatedRule}. */
  protected FlowRule(
      String assertion, String expectation, String source, String words, Judged judged) {
    super(assertion, expectation, source, words);
    this.judged = judged;
  }

  protected final Finding expecting(Flow flow) {
    return stated(Finding.expecting(flow, judged, expectation()));
  }
}
