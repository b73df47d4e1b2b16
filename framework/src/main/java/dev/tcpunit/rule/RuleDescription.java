package dev.tcpunit.rule;

/**
 * One of the rules that there are.
 *
 * @param subject what it judges
 * @param name its name, which is its assertion's
 * @param signature its name with those of its parameters, such as {@code hasRttBelow(limit)}
 * @param example a text that {@link TcpRule#of} takes, such as {@code client(hasByteCount(154297))}
 * @param meaning what it asks, in one line
 */
public record RuleDescription(
    Subject subject, String name, String signature, String example, String meaning) {

  /** What a rule judges. */
  public enum Subject {
    /** All that was captured. */
    TRACE,
    /** A connection. */
    CONNECTION,
    /** What one side of a connection sent. */
    FLOW
  }
}
