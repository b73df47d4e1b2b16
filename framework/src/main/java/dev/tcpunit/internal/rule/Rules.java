package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Connection;
import java.util.List;
import java.util.stream.Collectors;

/** The rules of a connection by name, as builds name them. */
public final class Rules {
  public static final Rule<Connection> COMPLETED_HANDSHAKE = new CompletedHandshake();
  public static final Rule<Connection> NO_RETRANSMISSIONS = NoRetransmissions.inConnection();
  public static final Rule<Connection> ALL_BYTES_ACKNOWLEDGED = AllBytesAcknowledged.inConnection();
  public static final Rule<Connection> CLEAN_FIN = new CleanFin();

  private static final List<Rule<Connection>> ALL =
      List.of(COMPLETED_HANDSHAKE, NO_RETRANSMISSIONS, ALL_BYTES_ACKNOWLEDGED, CLEAN_FIN);

  private Rules() {}

  public static List<Rule<Connection>> all() {
    return ALL;
  }

  /**
   * The rule of a name.
   *
   * @throws IllegalArgumentException if there is none, naming those that there are
   */
  public static Rule<Connection> named(String name) {
    return ALL.stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no rule is named \""
                        + name
                        + "\"; there are "
                        + ALL.stream().map(Rule::name).collect(Collectors.joining(", "))));
  }
}
