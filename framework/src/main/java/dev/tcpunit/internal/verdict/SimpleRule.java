package dev.tcpunit.internal.verdict;

import java.util.function.Function;

/** A rule whose judging is one function. */
public record SimpleRule<T>(String name, String source, Function<T, Verdict> judging)
    implements Rule<T> {
  @Override
  public Verdict judge(T subject) {
    return judging.apply(subject);
  }
}
