package dev.tcpunit.internal.model;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Transit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds each packet of one flow again at the other end. First all that were sent, then arrivals.
 */
final class PacketMatcher {
  private static final long NO_ORDER = -1;

  private final List<Sent> sent = new ArrayList<>();
  private final Map<List<Long>, List<Sent>> byMark = new HashMap<>();
  private final List<Segment> unknown = new ArrayList<>();
  private int latestSent;

  /** How long the way takes at least, a clock's inaccuracy less; unknown until one has arrived. */
  private long shortestNanos = Long.MAX_VALUE;

  /** What was sent, and what has arrived of it. */
  private static final class Sent {
    final int order;
    final Segment segment;
    final List<Segment> arrivals = new ArrayList<>(1);
    boolean overtaken;

    Sent(int order, Segment segment) {
      this.order = order;
      this.segment = segment;
    }
  }

  /**
   * What tells a packet from others. No record: the first hash of one has the JVM make code for it,
   * which takes longer than reading a small capture.
   */
  private static List<Long> markOf(Segment segment) {
    if (segment.ipId().isPresent()) {
      return List.of((long) segment.ipId().getAsInt(), segment.seq());
    }
    long timestamp = segment.hasTimestamps() ? segment.timestampValue() : NO_ORDER;
    return List.of(
        segment.seq(),
        (long) segment.length(),
        (long) segment.flags().bits(),
        segment.ack(),
        timestamp);
  }

  /** Compares what one end sent with what the other received. */
  static Transit compare(Connection atSender, Connection atReceiver, Role sender) {
    PacketMatcher matcher = new PacketMatcher();
    atSender.segments().stream().filter(s -> s.from() == sender).forEach(matcher::sent);
    atReceiver.segments().stream().filter(s -> s.from() == sender).forEach(matcher::arrived);
    return new Transit(matcher.passages(), matcher.unknown);
  }

  private void sent(Segment segment) {
    Sent entry = new Sent(sent.size(), segment);
    sent.add(entry);
    byMark.computeIfAbsent(markOf(segment), key -> new ArrayList<>(1)).add(entry);
  }

  private void arrived(Segment segment) {
    Sent origin = origin(byMark.getOrDefault(markOf(segment), List.of()), segment);
    if (origin == null) {
      unknown.add(segment);
    } else {
      note(origin, segment);
    }
  }

  /**
   * One that has not arrived yet; if all have, it is a copy of the last one sent before. Of ACKs
   * that are all alike it is the first, of bytes that were sent again the latest that had the time
   * to arrive: what is sent again was lost.
   */
  private Sent origin(List<Sent> candidates, Segment arrival) {
    boolean occupies = arrival.end() > arrival.seq();
    Sent waiting = null;
    Sent origin = null;
    for (Sent candidate : candidates) {
      if (candidate.segment.frame() < arrival.frame()) {
        boolean open = candidate.arrivals.isEmpty();
        boolean better = waiting == null || occupies && hadTime(candidate, arrival);
        waiting = open && better ? candidate : waiting;
        origin = candidate;
      }
    }
    return waiting == null ? origin : waiting;
  }

  private boolean hadTime(Sent candidate, Segment arrival) {
    return arrival.timeNanos() - candidate.segment.timeNanos() >= shortestNanos;
  }

  private void note(Sent origin, Segment arrival) {
    if (origin.arrivals.isEmpty()) {
      origin.overtaken = origin.order < latestSent;
      latestSent = Math.max(latestSent, origin.order);
      long nanos = arrival.timeNanos() - origin.segment.timeNanos();
      shortestNanos = Math.min(shortestNanos, nanos - nanos / 8);
    }
    origin.arrivals.add(arrival);
  }

  private List<Passage> passages() {
    findAltered();
    return sent.stream().map(s -> new Passage(s.segment, s.arrivals, s.overtaken)).toList();
  }

  /**
   * A header that was rewritten on the way may have lost its marks, but not its place. Many ACKs
   * have the same place, and one that is still under way was not rewritten to something else.
   */
  private void findAltered() {
    for (Segment arrival : List.copyOf(unknown)) {
      for (Sent entry : sent) {
        boolean earlier = entry.segment.frame() < arrival.frame();
        if (earlier && entry.arrivals.isEmpty() && saysTheSame(entry.segment, arrival)) {
          entry.arrivals.add(arrival);
          unknown.remove(arrival);
          break;
        }
      }
    }
  }

  private static boolean saysTheSame(Segment one, Segment other) {
    int control = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST | TcpFlags.ACK;
    return one.seq() == other.seq()
        && one.length() == other.length()
        && one.ack() == other.ack()
        && (one.flags().bits() & control) == (other.flags().bits() & control);
  }
}
