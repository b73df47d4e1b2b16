package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;

/** How a connection is opened, and what its ends agree on then. */
public final class HandshakeRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> COMPLETED_HANDSHAKE =
      OF_CONNECTION.add(new CompletedHandshake());
  public static final Rule<Connection> NO_SYN_RETRANSMISSIONS =
      OF_CONNECTION.add(new NoSynRetransmissions());
  public static final Rule<Connection> NO_DATA_BEFORE_ESTABLISHED =
      OF_CONNECTION.add(new NoDataBeforeEstablished());
  public static final Rule<Connection> NEGOTIATED_WINDOW_SCALING =
      OF_CONNECTION.add(NegotiatedOption.WINDOW_SCALING);
  public static final Rule<Connection> NEGOTIATED_TIMESTAMPS =
      OF_CONNECTION.add(NegotiatedOption.TIMESTAMPS);
  public static final Rule<Connection> NEGOTIATED_SACK = OF_CONNECTION.add(NegotiatedOption.SACK);
  public static final Rule<Connection> NEGOTIATED_ECN = OF_CONNECTION.add(new NegotiatedEcn());
  public static final Rule<Connection> NEGOTIATED_ACCURATE_ECN =
      OF_CONNECTION.add(new NegotiatedAccurateEcn());
  public static final Rule<Connection> USED_FAST_OPEN = OF_CONNECTION.add(new UsedFastOpen());
  public static final Rule<Connection> USED_MPTCP = OF_CONNECTION.add(new UsedMptcp());
  public static final Rule<Connection> TIMESTAMPS_THROUGHOUT =
      OF_CONNECTION.add(new TimestampsThroughout());
  public static final Rule<Connection> NEGOTIATED_MSS_KEPT =
      OF_CONNECTION.add(new NegotiatedMssKept());

  private HandshakeRules() {}
}
