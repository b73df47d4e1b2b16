package dev.tcpunit.internal.verdict;

/**
 * A rule that asks for something that may be yet to come while the capture runs, such as a close on
 * another thread. It waits for that; on a capture that has ended it judges without waiting.
 *
 * @param <T> what it judges
 */
public interface WaitingRule<T> extends Rule<T> {
  @Override
  default Verdict judge(T subject) {
    return judge(subject, Patience.OF_CAPTURE);
  }

  @Override
  Verdict judge(T subject, Patience patience);
}
