package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a connection was opened, segment by segment (RFC 9293 section 3.5): what {@link Handshake}
 * sums up.
 *
 * <p>Example: {@code Opening.of(connection).shape() == Opening.Shape.SIMULTANEOUS}.
 */
public final class Opening {
  private final Connection connection;
  private final List<Segment> segments;

  private Opening(Connection connection) {
    this.connection = connection;
    segments = connection.segments();
  }

  /**
   * Looks at the segments of a connection.
   *
   * @param connection one that keeps its segments
   * @return how it was opened
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static Opening of(Connection connection) {
    Segments.require(connection);
    return new Opening(connection);
  }

  /** In which way the two SYNs crossed or followed each other. */
  public enum Shape {
    /** SYN, SYN-ACK, ACK (RFC 9293 figure 6), as far as it came. */
    THREE_WAY,
    /** Both sides sent a SYN of their own, and each answered the other's (figure 8). */
    SIMULTANEOUS,
    /**
     * The server answered the SYN by a SYN of its own without acknowledging the client's in it, and
     * the client by a SYN-ACK: four segments, and the roles seem exchanged.
     */
    SPLIT,
    /** No SYN was captured. */
    NOT_CAPTURED
  }

  /**
   * In which way the SYNs were exchanged.
   *
   * @return the shape
   */
  public Shape shape() {
    boolean serverSyn = plainSyn(Role.SERVER).isPresent();
    if (plainSyn(Role.CLIENT).isPresent() && serverSyn) {
      return synAck(Role.SERVER).isPresent() ? Shape.SIMULTANEOUS : Shape.SPLIT;
    }
    boolean any = segments.stream().anyMatch(segment -> segment.has(TcpFlags.SYN));
    return any ? Shape.THREE_WAY : Shape.NOT_CAPTURED;
  }

  /**
   * The first SYN without ACK that a side sent.
   *
   * @param sender which side
   * @return empty if none was captured
   */
  public Optional<Segment> plainSyn(Role sender) {
    return first(
        segment ->
            segment.from() == sender && segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK));
  }

  /**
   * The first SYN-ACK that a side sent.
   *
   * @param sender which side; the server but for a simultaneous or split opening
   * @return empty if none was captured
   */
  public Optional<Segment> synAck(Role sender) {
    return first(segment -> segment.from() == sender && segment.has(TcpFlags.SYN | TcpFlags.ACK));
  }

  /**
   * The segment that completed the handshake: the first that acknowledges the last SYN that was
   * still to be acknowledged.
   *
   * @return empty if the handshake was not {@link Handshake.State#COMPLETED completed}
   */
  public Optional<Segment> completion() {
    if (connection.handshake().state() != Handshake.State.COMPLETED) {
      return Optional.empty();
    }
    boolean[] acknowledged = new boolean[2];
    for (Segment segment : segments) {
      boolean counts = segment.has(TcpFlags.ACK) && !segment.has(TcpFlags.RST);
      if (counts && segment.ack() >= 1) {
        acknowledged[segment.from().peer().ordinal()] = true;
        if (acknowledged[0] && acknowledged[1]) {
          return Optional.of(segment);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The SYNs and SYN-ACKs that were sent again.
   *
   * @return in order, mostly none
   */
  public List<Segment> resends() {
    return segments.stream()
        .filter(segment -> segment.has(TcpFlags.SYN))
        .filter(segment -> segment.kind() == SegmentKind.RETRANSMISSION)
        .toList();
  }

  /**
   * The data that was sent before the handshake was completed, the completing segment's own apart;
   * what a SYN carries (RFC 7413) included.
   *
   * @return in order, mostly none; all data if the handshake was never completed
   */
  public List<Segment> earlyData() {
    int end = completion().map(Segment::index).orElse(segments.size());
    return segments.subList(0, end).stream().filter(segment -> segment.length() > 0).toList();
  }

  /**
   * What TCP fast open did (RFC 7413).
   *
   * @return empty unless the client's SYN carried the option or data
   */
  public Optional<FastOpen> fastOpen() {
    Optional<Segment> syn = plainSyn(Role.CLIENT);
    boolean option =
        connection.clientToServer().synOptions().filter(offer -> offer.fastOpen()).isPresent();
    if (syn.isEmpty() || !option && syn.get().length() == 0) {
      return Optional.empty();
    }
    long accepted =
        synAck(Role.SERVER)
            .map(answer -> Math.max(0, Math.min(answer.ack() - 1, syn.get().length())))
            .orElse(0L);
    return Optional.of(new FastOpen(option, syn.get().length(), accepted));
  }

  /**
   * What the client's SYN asked of TCP fast open, and what came of it.
   *
   * @param option whether it carried the option: a cookie, or the wish for one
   * @param bytesInSyn payload bytes that it carried
   * @param acceptedBytes how many of these the SYN-ACK acknowledged: with none the data is to be
   *     sent again (RFC 7413 section 4.2)
   */
  public record FastOpen(boolean option, long bytesInSyn, long acceptedBytes) {}

  private Optional<Segment> first(Predicate<Segment> wanted) {
    return segments.stream().filter(wanted).findFirst();
  }
}
