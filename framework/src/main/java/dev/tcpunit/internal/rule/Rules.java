package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.message.SegmentFault;
import dev.tcpunit.trace.Connection;
import java.util.List;
import java.util.stream.Collectors;

/** The rules of a connection by name, as builds name them. */
public final class Rules {
  public static final Rule<Connection> COMPLETED_HANDSHAKE = new CompletedHandshake();
  public static final Rule<Connection> NO_RETRANSMISSIONS = NoRetransmissions.inConnection();
  public static final Rule<Connection> ALL_BYTES_ACKNOWLEDGED = AllBytesAcknowledged.inConnection();
  public static final Rule<Connection> CLEAN_FIN = new CleanFin();

  public static final Rule<Connection> NO_BAD_CHECKSUMS =
      NoFaultySegment.inConnection(SegmentFault.BAD_CHECKSUM);
  public static final Rule<Connection> NO_REORDERED_SEGMENTS =
      NoFaultySegment.inConnection(SegmentFault.REORDERED);
  public static final Rule<Connection> NO_ZERO_WINDOW =
      NoFaultySegment.inConnection(SegmentFault.ZERO_WINDOW);
  public static final Rule<Connection> RESPECTED_WINDOW =
      NoFaultySegment.inConnection(SegmentFault.WINDOW_EXCEEDED);

  private static final List<Rule<Connection>> ALL =
      List.of(
          COMPLETED_HANDSHAKE,
          NO_RETRANSMISSIONS,
          ALL_BYTES_ACKNOWLEDGED,
          CLEAN_FIN,
          NO_BAD_CHECKSUMS,
          NO_REORDERED_SEGMENTS,
          NO_ZERO_WINDOW,
          RESPECTED_WINDOW);

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
