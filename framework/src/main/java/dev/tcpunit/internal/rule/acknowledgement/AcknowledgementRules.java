package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Flow;

/** How data is acknowledged. */
public final class AcknowledgementRules {
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Flow> NO_UNACKNOWLEDGED_TAIL = OF_FLOW.add(new NoUnacknowledgedTail());
  public static final Rule<Flow> MONOTONIC_ACKS = OF_FLOW.add(new MonotonicAcks());
  public static final Rule<Flow> NO_ACKS_OF_UNSENT_DATA = OF_FLOW.add(new NoAcksOfUnsentData());
  public static final Rule<Flow> EVERY_SECOND_FULL_SEGMENT =
      OF_FLOW.add(new EverySecondFullSegment());
  public static final Rule<Flow> IMMEDIATE_DUPLICATE_ACK_ON_GAP =
      OF_FLOW.add(new GapReports(GapReports.Report.DUPLICATE_ACK));
  public static final Rule<Flow> GAPS_REPORTED_WITH_SACK =
      OF_FLOW.add(new GapReports(GapReports.Report.SACK));

  private AcknowledgementRules() {}
}
