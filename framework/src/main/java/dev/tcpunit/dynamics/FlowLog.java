package dev.tcpunit.dynamics;

import dev.tcpunit.internal.track.RangeSet;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.SynOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far the payload of one flow had come after each segment of its connection, as seen from this
 * vantage point: sent up to, acknowledged up to, reported by SACK, allowed by the receiver's
 * window.
 */
final class FlowLog {
  /** A window edge that is not known. */
  static final long UNKNOWN = Long.MIN_VALUE;

  /** The MSS of a peer whose SYN has no MSS option (RFC 9293 section 3.7.1). */
  private static final int DEFAULT_MSS_IPV4 = 536;

  private static final int DEFAULT_MSS_IPV6 = 1220;

  /** The length of the timestamps option with its padding (RFC 7323 appendix A). */
  private static final int TIMESTAMPS_LENGTH = 12;

  private final Flow flow;
  private final List<Segment> segments;
  private final WindowScale scale;
  private final long[] sentTo;
  private final long[] acknowledgedTo;
  private final long[] sackedBytes;
  private final long[] windowEdge;
  private final int fullSize;
  private long largestWindow;

  private final RangeSet sacked = new RangeSet();
  private long next;
  private long unacknowledged;
  private long edge = UNKNOWN;
  private long windowSeq = UNKNOWN;
  private long windowAck = UNKNOWN;

  FlowLog(Flow flow) {
    this(flow, Integer.MAX_VALUE);
  }

  private FlowLog(Flow flow, int limit) {
    Connection connection = flow.connection();
    Segments.require(connection);
    this.flow = flow;
    List<Segment> all = connection.segments();
    segments = limit < all.size() ? all.subList(0, limit) : all;
    scale = WindowScale.of(connection.flow(flow.sender().peer()), flow);
    int size = segments.size();
    sentTo = new long[size];
    acknowledgedTo = new long[size];
    sackedBytes = new long[size];
    windowEdge = new long[size];
    next = firstByte();
    unacknowledged = next;
    for (Segment segment : segments) {
      take(segment);
    }
    fullSize = findFullSize();
  }

  private long firstByte() {
    long first = Long.MAX_VALUE;
    if (flow.initialSequenceNumber().isPresent()) {
      return 1;
    }
    for (Segment segment : segments) {
      if (isOurs(segment) && segment.length() > 0) {
        first = Math.min(first, payloadStart(segment));
      } else if (acknowledges(segment)) {
        first = Math.min(first, segment.ack());
      }
    }
    return first == Long.MAX_VALUE ? 1 : first;
  }

  private void take(Segment segment) {
    if (isOurs(segment)) {
      if (carriesData(segment)) {
        next = Math.max(next, payloadEnd(segment));
      }
    } else if (acknowledges(segment)) {
      takeAcknowledgement(segment);
    }
    int at = segment.index();
    sentTo[at] = next;
    acknowledgedTo[at] = unacknowledged;
    sackedBytes[at] = sacked.total();
    windowEdge[at] = edge;
  }

  private void takeAcknowledgement(Segment segment) {
    if (segment.ack() > unacknowledged) {
      unacknowledged = Math.max(unacknowledged, dataEnd(segment.ack()));
      next = Math.max(next, unacknowledged);
      sacked.remove(Long.MIN_VALUE + 1, unacknowledged);
    }
    for (SackBlock block : segment.sackBlocks()) {
      if (block.from() >= unacknowledged && block.to() <= next) {
        sacked.add(block.from(), block.to());
      }
    }
    if (isLatestWindow(segment)) {
      windowSeq = segment.seq();
      windowAck = segment.ack();
      long bytes = scale.bytes(segment);
      edge = bytes == WindowScale.UNKNOWN ? UNKNOWN : segment.ack() + bytes;
      largestWindow = Math.max(largestWindow, bytes);
    }
  }

  /** The end of the acknowledged payload: the ACK of the FIN covers one position more. */
  private long dataEnd(long ack) {
    return flow.finOffset().isPresent() ? Math.min(ack, flow.finOffset().getAsLong()) : ack;
  }

  /** Whether a segment is new enough to move the window (RFC 9293 section 3.10.7.4). */
  private boolean isLatestWindow(Segment segment) {
    return segment.ack() >= windowAck && segment.seq() >= windowSeq;
  }

  Flow flow() {
    return flow;
  }

  List<Segment> segments() {
    return segments;
  }

  WindowScale scale() {
    return scale;
  }

  Role sender() {
    return flow.sender();
  }

  boolean isOurs(Segment segment) {
    return segment.from() == flow.sender();
  }

  /**
   * Whether a segment carries payload that the sender of this flow sent: not a copy made on the
   * way, a probe or the diagnosis in a RST.
   */
  boolean carriesData(Segment segment) {
    return isOurs(segment) && segment.length() > 0 && isTransmission(segment.kind());
  }

  private static boolean isTransmission(SegmentKind kind) {
    switch (kind) {
      case NETWORK_DUPLICATE, KEEP_ALIVE, ZERO_WINDOW_PROBE, RESET:
        return false;
      default:
        return true;
    }
  }

  /** Whether a segment acknowledges this flow, up to no more than was sent. */
  boolean acknowledges(Segment segment) {
    return !isOurs(segment)
        && segment.has(TcpFlags.ACK)
        && !segment.has(TcpFlags.RST)
        && segment.ack() <= flow.acknowledgedTo().orElse(Long.MIN_VALUE);
  }

  /** The offset at which the payload of a segment starts: a SYN takes one position before it. */
  static long payloadStart(Segment segment) {
    return segment.has(TcpFlags.SYN) ? segment.seq() + 1 : segment.seq();
  }

  static long payloadEnd(Segment segment) {
    return payloadStart(segment) + segment.length();
  }

  /** The offset up to which payload had been sent before a segment. */
  long sentBefore(int index) {
    return index == 0 ? firstByte() : sentTo[index - 1];
  }

  long acknowledgedBefore(int index) {
    return index == 0 ? firstByte() : acknowledgedTo[index - 1];
  }

  /** The offset after the highest payload byte sent. */
  long sentTo(int index) {
    return sentTo[index];
  }

  /** The offset after the highest payload byte acknowledged cumulatively. */
  long acknowledgedTo(int index) {
    return acknowledgedTo[index];
  }

  /** FlightSize (RFC 5681 section 2): sent and not acknowledged cumulatively. */
  long flightSize(int index) {
    return Math.max(0, sentTo[index] - acknowledgedTo[index]);
  }

  /** Sent, and neither acknowledged nor reported by SACK. */
  long inFlight(int index) {
    return Math.max(0, flightSize(index) - sackedBytes[index]);
  }

  /** The highest offset that the receiver's window allows, or {@link #UNKNOWN}. */
  long windowEdge(int index) {
    return windowEdge[index];
  }

  Scoreboard scoreboardAfter(int index) {
    FlowLog until = new FlowLog(flow, index + 1);
    return Scoreboard.of(until.unacknowledged, until.next, until.sacked);
  }

  /** The payload of a full segment: as negotiated, or else the largest that was sent. */
  int fullSize() {
    return fullSize;
  }

  /**
   * Whether the window leaves the sender nothing that is worth to be sent: less than a segment and
   * less than half of the largest window (RFC 9293 section 3.8.6.2.1).
   */
  boolean isWindowClosed(int index) {
    long worthwhile = Math.min(fullSize, Math.max(1, largestWindow / 2));
    return windowEdge[index] != UNKNOWN && windowEdge[index] - sentTo[index] < worthwhile;
  }

  private int findFullSize() {
    int largest = 1;
    for (Segment segment : segments) {
      largest = isOurs(segment) ? Math.max(largest, segment.length()) : largest;
    }
    return maxSegmentPayload().orElse(largest);
  }

  /**
   * The payload that the MSS allows: the option counts payload and TCP options, of which timestamps
   * take a part (RFC 6691).
   */
  OptionalInt maxSegmentPayload() {
    Optional<SynOptions> receiver = flow.connection().flow(flow.sender().peer()).synOptions();
    Optional<SynOptions> sender = flow.synOptions();
    if (receiver.isEmpty() || sender.isEmpty()) {
      return OptionalInt.empty();
    }
    boolean stamps = receiver.get().timestamps() && sender.get().timestamps();
    int fallback = flow.source().isIpv6() ? DEFAULT_MSS_IPV6 : DEFAULT_MSS_IPV4;
    int mss = receiver.get().maximumSegmentSize().orElse(fallback);
    return OptionalInt.of(Math.max(1, mss - (stamps ? TIMESTAMPS_LENGTH : 0)));
  }

  /** When the connection's last segment was captured. */
  long lastNanos() {
    Connection connection = flow.connection();
    return connection.endNanos();
  }
}
