package dev.tcpunit.trace;

/**
 * Segments that a capture holds behind later ones of their connection, so that neither the order of
 * the capture nor its times say what came first: a file that was merged without sorting, or a clock
 * that was set back. Such segments leave every verdict about the connection open, except on what
 * each segment tells by itself, as its checksum and what its SYN offers.
 *
 * <p>The analysis follows the order of the capture, as tshark does; {@code reordercap} sorts a
 * file. Where TcpUnit captured itself, steps back of less than half a second are none: the kernel
 * notes the time of a packet before it puts it in the capture, and may put in others meanwhile.
 *
 * @param segments how many segments come behind a later one of their connection
 * @param mostNanos by how much at most, in nanoseconds
 * @param file whether the capture was read from a file, which can be sorted
 */
public record TimeDisorder(long segments, long mostNanos, boolean file) {
  /**
   * Both together.
   *
   * @param other what else is out of order in the same capture
   * @return the sum of the segments, and the largest step back
   */
  public TimeDisorder plus(TimeDisorder other) {
    return new TimeDisorder(
        segments + other.segments, Math.max(mostNanos, other.mostNanos), file || other.file);
  }
}
