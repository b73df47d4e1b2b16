package dev.tcpunit.internal.rule.kernel;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.ClosedSocket;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.SynOptions;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One end of a connection, seen where its kernel is: what that kernel sent and received, counted
 * from the captured segments as the kernel counts.
 */
record ConnectionEnd(Connection connection, Role role) {
  /** The timestamp option with its padding, which every segment carries (RFC 7323 section 3.2). */
  private static final int TIMESTAMP_BYTES = 12;

  /** Whether it is the end that a socket was. */
  boolean isOf(ClosedSocket socket) {
    return socket.local().equals(sent().source()) && socket.remote().equals(sent().destination());
  }

  Flow sent() {
    return connection.flow(role);
  }

  Flow received() {
    return connection.flow(role.peer());
  }

  /** Of data, in pieces of the maximum segment size, and of SYN and FIN. */
  long retransmitted() {
    return own(segment -> segment.kind() == SegmentKind.RETRANSMISSION)
            .mapToLong(this::pieces)
            .sum()
        + sent().count(FlowCount.SYN_RETRANSMISSIONS)
        + sent().count(FlowCount.FIN_RETRANSMISSIONS);
  }

  long retransmitted(RetransmissionCause cause) {
    return own(segment -> segment.cause().filter(cause::equals).isPresent())
        .mapToLong(this::pieces)
        .sum();
  }

  long resets() {
    return own(segment -> segment.has(TcpFlags.RST)).count();
  }

  long duplicateSacks() {
    return connection.segments().stream()
        .filter(segment -> segment.from() != role && segment.has(SegmentFinding.DUPLICATE_SACK))
        .count();
  }

  /** How often the window that this end announces went from open to zero. */
  long closedWindows() {
    long closed = 0;
    boolean before = false;
    for (Segment segment : connection.segments()) {
      if (segment.from() == role) {
        boolean now = segment.has(SegmentFinding.ZERO_WINDOW);
        closed += now && !before ? 1 : 0;
        before = now;
      }
    }
    return closed;
  }

  boolean connected() {
    return role == Role.CLIENT && connection.handshake().state() != Handshake.State.NOT_CAPTURED;
  }

  boolean accepted() {
    return role == Role.SERVER && connection.handshake().state() == Handshake.State.COMPLETED;
  }

  private Stream<Segment> own(Predicate<Segment> filter) {
    return connection.segments().stream()
        .filter(segment -> segment.from() == role && filter.test(segment));
  }

  /** A frame that the device is to cut, as on loopback, counts as the segments that it becomes. */
  private long pieces(Segment segment) {
    int size = segmentSize();
    return Math.max(1, (segment.length() + size - 1L) / size);
  }

  private int segmentSize() {
    Stream<SynOptions> options =
        Stream.of(sent(), received()).flatMap(flow -> flow.synOptions().stream());
    int least =
        options
            .map(SynOptions::maximumSegmentSize)
            .flatMapToInt(OptionalInt::stream)
            .min()
            .orElse(Integer.MAX_VALUE);
    boolean timestamps = own(Segment::hasTimestamps).findAny().isPresent();
    return least == Integer.MAX_VALUE || !timestamps ? least : least - TIMESTAMP_BYTES;
  }
}
