package dev.tcpunit.report;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cuts the segments of a connection into steps. */
final class Story {
  /** A longer pause begins a step of its own: longer than any delayed ACK of Linux. */
  static final long SILENCE_NANOS = 200_000_000L;

  private final List<StoryStep> steps = new ArrayList<>();
  private final Map<Role, TreeMap<Long, Long>> frameByOffset = new EnumMap<>(Role.class);
  private final Map<Role, Long> frameOfFin = new EnumMap<>(Role.class);
  private final Map<Role, Long> acknowledgedTo = new EnumMap<>(Role.class);
  private final Map<Role, Long> windowClosedSince = new EnumMap<>(Role.class);
  private StoryStep current;

  /** What ICMP said, as far as it comes behind what has been told. */
  private final Deque<IcmpError> icmpErrors;

  private long lastNanos;

  private Story(Connection connection) {
    icmpErrors = new ArrayDeque<>(connection.icmpErrors());
    lastNanos = connection.startNanos();
    for (Role role : Role.values()) {
      frameByOffset.put(role, new TreeMap<>());
      acknowledgedTo.put(role, 0L);
    }
  }

  static List<StoryStep> of(Connection connection) {
    Story story = new Story(connection);
    connection.segments().forEach(story::tell);
    story.endStep();
    return story.steps;
  }

  private void tell(Segment segment) {
    // What ICMP said stands between two steps.
    while (!icmpErrors.isEmpty() && icmpErrors.peek().frame() < segment.frame()) {
      endStep();
      lastNanos = Math.max(lastNanos, icmpErrors.remove().timeNanos());
    }
    Topic topic = topicOf(segment);
    long silence = segment.timeNanos() - lastNanos;
    boolean pause = silence >= SILENCE_NANOS;
    if (current == null || pause || !current.continuesWith(topic, segment)) {
      endStep();
      current = new StoryStep(topic, segment, pause ? silence : 0);
      current.firstSentIn = firstSent(segment);
    }
    current.add(topic, segment);
    lastNanos = segment.timeNanos();
    remember(topic, segment);
  }

  private Topic topicOf(Segment segment) {
    if (segment.has(TcpFlags.RST)) {
      return Topic.RESET;
    }
    if (segment.has(TcpFlags.SYN)) {
      return Topic.OPENING;
    }
    switch (segment.kind()) {
      case RETRANSMISSION:
        return Topic.RESEND;
      case REORDERED:
        return Topic.LATE;
      case NETWORK_DUPLICATE:
        return Topic.COPY;
      case UNDECIDED:
        return Topic.UNDECIDED;
      case ZERO_WINDOW_PROBE:
        return Topic.PROBE;
      case KEEP_ALIVE:
        return Topic.KEEP_ALIVE;
      default:
        return segment.cause().isPresent() ? Topic.RESEND : ordinaryTopicOf(segment);
    }
  }

  private Topic ordinaryTopicOf(Segment segment) {
    if (segment.has(TcpFlags.FIN)) {
      return Topic.CLOSE;
    }
    if (segment.length() > 0) {
      return Topic.DATA;
    }
    boolean closed = segment.has(SegmentFinding.ZERO_WINDOW);
    if (closed != windowClosedSince.containsKey(segment.from())) {
      return closed ? Topic.WINDOW_CLOSED : Topic.WINDOW_OPENED;
    }
    return segment.kind() == SegmentKind.DUPLICATE_ACK ? Topic.DUPLICATE_ACKS : Topic.ACK;
  }

  private long firstSent(Segment segment) {
    if (segment.length() == 0 && segment.has(TcpFlags.FIN)) {
      return frameOfFin.getOrDefault(segment.from(), 0L);
    }
    Map.Entry<Long, Long> entry = frameByOffset.get(segment.from()).floorEntry(segment.seq());
    return entry == null ? 0 : entry.getValue();
  }

  private void remember(Topic topic, Segment segment) {
    Role sender = segment.from();
    if (segment.length() > 0) {
      frameByOffset.get(sender).putIfAbsent(segment.seq(), segment.frame());
    }
    if (segment.has(TcpFlags.FIN)) {
      frameOfFin.putIfAbsent(sender, segment.frame());
    }
    if (segment.has(TcpFlags.ACK)) {
      acknowledgedTo.merge(sender.peer(), segment.ack(), Math::max);
    }
    if (topic == Topic.WINDOW_CLOSED) {
      windowClosedSince.put(sender, segment.timeNanos());
    } else if (topic == Topic.WINDOW_OPENED) {
      current.closedNanos = segment.timeNanos() - windowClosedSince.remove(sender);
    }
  }

  private void endStep() {
    if (current != null) {
      current.acknowledgedTo = acknowledgedTo.get(current.actor);
      steps.add(current);
      current = null;
    }
  }
}
