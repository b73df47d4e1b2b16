package dev.tcpunit.mutation;

import dev.tcpunit.dynamics.AckDelay;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ReceiveWindow;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ACKs that a correct receiver could have left out, as {@link TraceMutations} explains. Where
 * something was lost or overtaken, or the SYNs were not captured, none is.
 */
final class DispensableAcks {
  /** RFC 9293 section 3.8.6.3, MUST-40. */
  private static final long LATEST_NANOS = 500_000_000;

  /**
   * An ACK is owed for every second one (RFC 5681 section 4.2), and so many may be on their way
   * without an ACK from the start (section 3.1).
   */
  private static final int FULL_SEGMENTS = 2;

  private final List<Segment> all;
  private final List<Segment> ofReceiver;
  private final ReceiveWindow window;
  private final Map<Segment, Long> firstCovered;
  private final long mostBytes;

  private DispensableAcks(Connection connection, FlowDynamics data, int fullSize) {
    Role sender = data.flow().sender();
    all = connection.segments();
    ofReceiver = all.stream().filter(segment -> segment.from() != sender).toList();
    window = data.receiveWindow();
    firstCovered =
        data.acknowledgements().delays().stream()
            .collect(
                Collectors.toMap(
                    AckDelay::acknowledgement, delay -> delay.data().timeNanos(), Math::min));
    mostBytes = (long) FULL_SEGMENTS * fullSize;
  }

  /** The numbers of their frames. */
  static Set<Long> framesOf(Trace trace) {
    Set<Long> frames = new TreeSet<>();
    for (Connection connection : trace.connections()) {
      for (Role sender : Role.values()) {
        FlowDynamics data = FlowDynamics.of(connection.flow(sender));
        OptionalInt fullSize = data.maxSegmentPayload();
        if (fullSize.isPresent() && isUndisturbed(connection, data)) {
          new DispensableAcks(connection, data, fullSize.getAsInt()).addTo(frames);
        }
      }
    }
    return frames;
  }

  private static boolean isUndisturbed(Connection connection, FlowDynamics data) {
    return !connection.isSeenAtBothEnds()
        && data.flow().retransmissions() == 0
        && data.acknowledgements().outOfOrder().isEmpty();
  }

  private void addTo(Set<Long> frames) {
    for (int i = 1; i < ofReceiver.size() - 1; i++) {
      Segment ack = ofReceiver.get(i);
      if (saysOnlyHowFar(ack) && isSaidBy(ofReceiver.get(i - 1), ack, ofReceiver.get(i + 1))) {
        frames.add(ack.frame());
      }
    }
  }

  private static boolean saysOnlyHowFar(Segment ack) {
    return (ack.kind() == SegmentKind.ACK || ack.kind() == SegmentKind.WINDOW_UPDATE)
        && !ack.has(TcpFlags.ECE)
        && !ack.has(TcpFlags.CWR)
        && ack.sackBlocks().isEmpty();
  }

  /**
   * Whether the next segment says it as well, soon enough, and nothing depended on it till then.
   */
  private boolean isSaidBy(Segment before, Segment ack, Segment next) {
    return next.has(TcpFlags.ACK)
        && !next.has(TcpFlags.RST)
        && next.ack() >= ack.ack()
        && next.ack() - acknowledgedBy(before) <= mostBytes
        && next.timeNanos() - firstCovered.getOrDefault(ack, ack.timeNanos()) < LATEST_NANOS
        && all.subList(ack.index() + 1, next.index()).stream()
            .allMatch(sent -> isOrdinary(sent) && sent.end() <= edgeAfter(before));
  }

  /** No probe of a closed window, say, which asks for an answer. */
  private static boolean isOrdinary(Segment sent) {
    return sent.kind().isNew() || sent.kind() == SegmentKind.ACK;
  }

  private static long acknowledgedBy(Segment segment) {
    return segment.has(TcpFlags.ACK) ? segment.ack() : 0;
  }

  /** Up to where the sender may send without a further ACK; the first SYN allows nothing. */
  private long edgeAfter(Segment before) {
    OptionalLong announced = window.bytes(before);
    return before.has(TcpFlags.ACK) && announced.isPresent()
        ? before.ack() + Math.min(announced.getAsLong(), mostBytes)
        : 0;
  }
}
