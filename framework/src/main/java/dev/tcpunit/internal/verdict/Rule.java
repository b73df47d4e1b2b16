package dev.tcpunit.internal.verdict;

/**
 * Judges one kind of subject: a connection, a flow or a trace.
 *
 * <p>What it forbids it judges by what was captured until now; a rule of something that is yet to
 * come is a {@link WaitingRule}.
 *
 * @param <T> what it judges
 */
public interface Rule<T> {
  /** The assertion's name, such as {@code hasCleanFin}. */
  String name();

  /** Where the rule is written down, such as {@code RFC 9293 s3.6}. */
  String source();

  Verdict judge(T subject);

  /** The same; a rule that waits does so no longer than it is given patience. */
  default Verdict judge(T subject, Patience patience) {
    return judge(subject);
  }
}
