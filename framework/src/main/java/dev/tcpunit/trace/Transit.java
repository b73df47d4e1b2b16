package dev.tcpunit.trace;

import java.util.List;
import java.util.stream.LongStream;

/**
 * What became of each segment of a flow on its way: which were lost, duplicated or overtaken, and
 * how long each took. Known where one capture holds both ends, see {@link
 * Connection#isSeenAtBothEnds()}. Immutable.
 *
 * <p><b>The same packet at both ends:</b> has the same IP identification and sequence number; where
 * there is none (IPv6, or 0), the same sequence number, length, flags, acknowledgement and
 * timestamp. A segment that was altered on its way is still known by its sequence number and
 * length.
 *
 * <p>Example: {@code connection.clientToServer().transit().lost()}.
 *
 * @param passages every segment of the flow, in the order of sending
 * @param strangers what arrived though its sender did not send it, injected on the way, in the
 *     order of arrival; mostly none
 */
public record Transit(List<Passage> passages, List<Segment> strangers) {
  /** Keeps its own lists. */
  public Transit {
    passages = List.copyOf(passages);
    strangers = List.copyOf(strangers);
  }

  /**
   * The segments that never arrived.
   *
   * @return as they were sent, in the order of sending
   */
  public List<Segment> lost() {
    return passages.stream().filter(Passage::isLost).map(Passage::sent).toList();
  }

  /**
   * The segments that arrived more than once, copied by the network.
   *
   * @return as they were sent, in the order of sending
   */
  public List<Segment> duplicated() {
    return passages.stream().filter(Passage::isDuplicated).map(Passage::sent).toList();
  }

  /**
   * The segments that arrived after segments that were sent later.
   *
   * @return as they were sent, in the order of sending
   */
  public List<Segment> reordered() {
    return passages.stream().filter(Passage::reordered).map(Passage::sent).toList();
  }

  /**
   * The one-way delays, by the capture's one clock.
   *
   * @return nanoseconds, of each segment that arrived, in the order of sending
   */
  public LongStream delaysNanos() {
    return passages.stream().flatMapToLong(p -> p.delayNanos().stream());
  }
}
