package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.rule.NoFaultySegment;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;

/** Whether what arrives is what was sent. */
public final class IntegrityRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> NO_BAD_CHECKSUMS =
      OF_CONNECTION.add(NoFaultySegment.inConnection(NoFaultySegment.Fault.BAD_CHECKSUM));
  public static final Rule<Connection> VALID_CHECKSUMS = OF_CONNECTION.add(new ValidChecksums());
  public static final Rule<Connection> NO_MALFORMED_SEGMENTS =
      OF_CONNECTION.add(new NoMalformedSegments());
  public static final Rule<Connection> NO_SUSPECTED_RESET_INJECTION =
      OF_CONNECTION.add(new NoResetInjection());
  public static final Rule<Connection> CONSISTENT_RETRANSMISSIONS =
      OF_CONNECTION.add(new ConsistentRetransmissions());

  private IntegrityRules() {}
}
