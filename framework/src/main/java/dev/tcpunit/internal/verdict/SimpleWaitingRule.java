package dev.tcpunit.internal.verdict;

import java.util.function.BiFunction;

/** A rule that waits, whose judging is one function. */
public record SimpleWaitingRule<T>(
    String name, String source, BiFunction<T, Patience, Verdict> judging)
    implements WaitingRule<T> {
  @Override
  public Verdict judge(T subject, Patience patience) {
    return judging.apply(subject, patience);
  }
}
