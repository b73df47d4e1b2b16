package dev.tcpunit.internal.html;

import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the segments of a connection on their way, and which fault struck each; nothing is
 * known of one that was captured at one place.
 */
final class Passages {
  private final Map<Long, Passage> bySentFrame = new HashMap<>();
  private final Map<Long, Long> sentFrameByArrival = new HashMap<>();
  private final Map<Long, String> faults = new HashMap<>();

  Passages(Connection connection, List<FiredFault> struck) {
    if (!connection.isSeenAtBothEnds()) {
      return;
    }
    for (Flow flow : connection.flows()) {
      for (Passage passage : flow.transit().passages()) {
        bySentFrame.put(passage.sent().frame(), passage);
        passage.arrivals().forEach(a -> sentFrameByArrival.put(a.frame(), passage.sent().frame()));
      }
    }
    for (FiredFault fault : struck) {
      if (fault.connection() == connection.index() + 1) {
        struckBy(fault)
            .ifPresent(
                sent ->
                    faults.merge(sent.frame(), fault.fault().toString(), (a, b) -> a + ", " + b));
      }
    }
  }

  /** The packet on its way when the fault struck: what was sent last with these bytes. */
  private Optional<Segment> struckBy(FiredFault fault) {
    return bySentFrame.values().stream()
        .map(Passage::sent)
        .filter(sent -> sent.from() == fault.from() && sent.seq() == fault.sequence())
        .filter(sent -> sent.length() == fault.length() && sent.timeNanos() <= fault.timeNanos())
        .max(Comparator.comparingLong(Segment::timeNanos));
  }

  /** How a segment went; empty where it was not sent by an end of the connection, or not known. */
  Optional<Passage> of(Segment sent) {
    return Optional.ofNullable(bySentFrame.get(sent.frame()));
  }

  Optional<String> fault(Segment sent) {
    return Optional.ofNullable(faults.get(sent.frame()));
  }

  /** The segments that did not arrive or that a fault struck, by the frames that sent them. */
  Set<Long> eventful() {
    Set<Long> frames = new LinkedHashSet<>(faults.keySet());
    bySentFrame.forEach(
        (frame, passage) -> {
          if (passage.isLost()) {
            frames.add(frame);
          }
        });
    return frames;
  }

  /** The frames, each by the number with which it was sent. */
  Set<Long> asSent(Set<Long> frames) {
    Set<Long> sent = new LinkedHashSet<>();
    frames.forEach(frame -> sent.add(sentFrameByArrival.getOrDefault(frame, frame)));
    return sent;
  }
}
