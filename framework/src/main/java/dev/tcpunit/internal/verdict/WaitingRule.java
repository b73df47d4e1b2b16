package dev.tcpunit.internal.verdict;

/**
 * A rule of something that may be yet to come where the capture still runs, such as a close on
 * another thread. On a capture that has ended it comes to the same verdict without waiting.
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
