package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;

/** TLS without its keys. */
public final class TlsRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> CLOSE_NOTIFY_BEFORE_FIN =
      OF_CONNECTION.add(new CloseNotifyBeforeFin());
  public static final Rule<Connection> NO_ERROR_ALERT = OF_CONNECTION.add(new NoTlsErrorAlert());

  private TlsRules() {}
}
