package dev.tcpunit.internal.rule.kernel;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.kernel.ClosedSocket;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
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

  /** Whether a socket was this end of the connection. */
  boolean isOf(ClosedSocket socket) {
    return socket.local().equals(sent().source()) && socket.remote().equals(sent().destination());
  }

  Flow sent() {
    return connection.flow(role);
  }

  Flow received() {
    return connection.flow(role.peer());
  }

  /**
   * How many segments this end sent again: data in pieces of the maximum segment size, SYN and FIN.
   */
  long retransmitted() {
    return own(segment -> segment.kind() == SegmentKind.RETRANSMISSION)
        .mapToLong(this::pieces)
        .sum();
  }

  /** How many more segments this end may have sent again: the packets do not tell. */
  long maybeRetransmitted() {
    return own(segment -> segment.kind() == SegmentKind.UNDECIDED).mapToLong(this::pieces).sum();
  }

  /**
   * How many segments IP handed to TCP: it drops a packet that is shorter than its length field
   * says, or whose header is damaged.
   */
  long segmentsIn() {
    return received().segments()
        - received(AcceptanceReason.CUT_SHORT).count()
        - received(AcceptanceReason.BAD_IP_CHECKSUM).count();
  }

  /** How many segments the capture cut so that their checksum cannot be verified. */
  long unverified() {
    return connection.segments().stream()
        .filter(s -> s.from() != role && s.checksum() == ChecksumStatus.UNKNOWN)
        .count();
  }

  private Stream<Segment> received(AcceptanceReason reason) {
    return connection.segments().stream()
        .filter(s -> s.from() != role && s.acceptanceReason().filter(reason::equals).isPresent());
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
        .filter(segment -> segment.acceptance() == Acceptance.ACCEPTED)
        .count();
  }

  /** How often the window that this end announces went from open to zero. */
  long closedWindows() {
    long closed = 0;
    boolean before = false;
    for (Segment segment : connection.segments()) {
      if (segment.from() == role) {
        boolean now = segment.window() == 0 && !segment.has(TcpFlags.RST);
        closed += now && !before ? 1 : 0;
        before = now;
      }
    }
    return closed;
  }

  boolean connected() {
    return (role == Role.CLIENT || isSimultaneous() && !isFromItself())
        && connection.handshake().state() != Handshake.State.NOT_CAPTURED;
  }

  boolean accepted() {
    return role == Role.SERVER
        && connection.handshake().state() == Handshake.State.COMPLETED
        && !isSimultaneous();
  }

  /** Whether both sides connected to each other, or a socket to itself: then nobody accepted. */
  private boolean isSimultaneous() {
    return isFromItself() || Opening.of(connection).shape() == Opening.Shape.SIMULTANEOUS;
  }

  private boolean isFromItself() {
    return connection.client().equals(connection.server());
  }

  private Stream<Segment> own(Predicate<Segment> filter) {
    return connection.segments().stream()
        .filter(segment -> segment.from() == role && filter.test(segment));
  }

  /** How many segments a frame becomes if the device is to cut it, as on loopback. */
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
