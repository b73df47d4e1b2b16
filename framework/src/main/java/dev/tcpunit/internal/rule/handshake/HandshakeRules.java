package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.RuleGroup;
import dev.tcpunit.trace.Connection;

/** How a connection is opened, and what its ends agree on then. */
public final class HandshakeRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> COMPLETED_HANDSHAKE =
      OF_CONNECTION.add(new CompletedHandshake());

  private HandshakeRules() {}
}
