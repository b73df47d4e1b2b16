package dev.tcpunit.internal.rule;

/**
 * Judges one kind of subject: a connection, a flow or a trace.
 *
 * @param <T> what it judges
 */
public interface Rule<T> {
  /** The assertion's name, such as {@code hasCleanFin}. */
  String name();

  /** Where the rule is written down, such as {@code RFC 9293 s3.6}. */
  String source();

  Verdict judge(T subject);
}
