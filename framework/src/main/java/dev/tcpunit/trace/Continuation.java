package dev.tcpunit.trace;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What comes after a trace: a capture that still runs can be asked for a later trace, one that has
 * ended cannot.
 *
 * <p>A method that is not overridden says that nothing comes, and that nothing is known.
 *
 * <p>A trace itself never changes. A rule whose verdict turns on something that may happen on
 * another thread, such as a close, waits for it here instead of sleeping.
 */
public interface Continuation {
  /** Nothing comes after: a capture file, a text, or a live capture whose test is over. */
  Continuation ENDED = new Continuation() {};

  /**
   * Waits until a condition holds of what was captured by then. The wait is bounded by the
   * capture's setting {@code tcpunit.settleTimeout}.
   *
   * @param what is waited for, for messages: {@code the close of 127.0.0.1:35648 > 127.0.0.1:8081
   *     to begin}
   * @param condition judged anew whenever more was captured; must not wait itself
   * @return the trace at the end of the wait, whether the condition holds of it or not; empty if
   *     nothing can come any more
   */
  default Optional<Trace> await(String what, Predicate<Trace> condition) {
    return Optional.empty();
  }

  /**
   * The same, bounded by the caller instead of the capture's setting.
   *
   * @param what is waited for, for messages
   * @param condition judged anew whenever more was captured; must not wait itself
   * @param limit the longest wait
   * @return the trace at the end of the wait, whether the condition holds of it or not; empty if
   *     nothing can come any more
   */
  default Optional<Trace> await(String what, Predicate<Trace> condition, Duration limit) {
    return Optional.empty();
  }

  /**
   * What the time-out cut short before this trace was taken.
   *
   * @return how long was waited, the setting that says so, and for what: {@code 2 s
   *     (tcpunit.settleTimeout) for the last ACK of the close}; empty if nothing was cut short
   */
  default Optional<String> cutShort() {
    return Optional.empty();
  }

  /**
   * Segments that this machine's kernel received although it had all of their bytes, by its own
   * count, since the capture of this trace began until the trace was taken: what was sent again for
   * nothing.
   *
   * @return segments to either end of any connection of the trace; empty where nobody counts them,
   *     and where those of other connections would be among them
   */
  default OptionalLong receivedTwice() {
    return OptionalLong.empty();
  }

  /**
   * Which setting of the capture keeps frames from being dropped as they have been.
   *
   * @return such as {@code tcpunit.bufferSize gives the kernel's buffer more than its 16 MiB};
   *     empty where nobody can capture it anew
   */
  default Optional<String> cureOfDrops() {
    return Optional.empty();
  }
}
