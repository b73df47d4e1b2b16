package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;

/** How a connection is closed. */
public final class TeardownRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> CLEAN_FIN = OF_CONNECTION.add(new CleanFin());
  public static final Rule<Connection> NO_RESETS = OF_CONNECTION.add(NoResets.atAll());
  public static final Rule<Connection> NO_RESET_AFTER_FIN = OF_CONNECTION.add(NoResets.afterFin());
  public static final Rule<Connection> NOT_ABORTED = OF_CONNECTION.add(new NotAborted());
  public static final Rule<Connection> NO_DATA_LOST_ON_CLOSE =
      OF_CONNECTION.add(new NoDataLostOnClose());
  public static final Rule<Connection> NO_DATA_AFTER_RESET =
      OF_CONNECTION.add(new NoDataAfterReset());
  public static final Rule<Connection> NO_DATA_AFTER_PEER_FIN =
      OF_CONNECTION.add(new NoDataAfterPeerFin());
  public static final Rule<Connection> CLOSED_SIMULTANEOUSLY =
      OF_CONNECTION.add(CloseOrder.simultaneous());

  private TeardownRules() {}
}
