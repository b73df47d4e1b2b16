package dev.tcpunit.internal.verdict;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Judges one kind of subject: a connection, a flow or a trace.
 *
 * <p>A rule that forbids something judges by what was captured until now. A rule that asks for
 * something that may be yet to come is a {@link WaitingRule}.
 *
 * @param <T> what it judges
 */
public interface Rule<T> {
  /** The assertion's name, such as {@code hasCleanFin}. */
  String name();

  /** Where the rule is written down, such as {@code RFC 9293 s3.6}. */
  String source();

  Verdict judge(T subject);

  /** Judges a subject; a rule that waits gives up when the patience ends, others judge at once. */
  default Verdict judge(T subject, Patience patience) {
    return judge(subject);
  }

  /** A rule whose judging is one function. */
  static <T> Rule<T> of(String name, String source, Function<T, Verdict> judging) {
    return new Rule<>() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String source() {
        return source;
      }

      @Override
      public Verdict judge(T subject) {
        return judging.apply(subject);
      }
    };
  }

  /** A rule whose judging is one function that waits for what is yet to come. */
  static <T> Rule<T> waiting(String name, String source, BiFunction<T, Patience, Verdict> judging) {
    return new WaitingRule<>() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String source() {
        return source;
      }

      @Override
      public Verdict judge(T subject, Patience patience) {
        return judging.apply(subject, patience);
      }
    };
  }
}
