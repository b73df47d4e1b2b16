package dev.tcpunit.internal.junit;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was found about single frames, as comments that Wireshark shows beside them. */
final class FrameComments {
  private static final Set<SegmentKind> ORDINARY =
      EnumSet.of(SegmentKind.NEW, SegmentKind.ACK, SegmentKind.WINDOW_UPDATE);
  private static final Set<SegmentFinding> ORDINARY_FINDINGS = EnumSet.of(SegmentFinding.SACK);

  private FrameComments() {}

  /** Comments by frame number; frames with nothing to say have none. */
  static Map<Long, List<String>> of(Trace trace) {
    Map<Long, List<String>> comments = new HashMap<>();
    for (Connection connection : trace.connections()) {
      for (Segment segment : connection.segments()) {
        List<String> found = found(segment);
        if (!found.isEmpty()) {
          comments.put(segment.frame(), found);
        }
      }
    }
    return comments;
  }

  private static List<String> found(Segment segment) {
    List<String> found = new ArrayList<>();
    if (!ORDINARY.contains(segment.kind())) {
      String cause = segment.cause().map(c -> ", cause: " + words(c)).orElse("");
      found.add("TcpUnit: " + words(segment.kind()) + cause);
    }
    for (SegmentFinding finding : SegmentFinding.values()) {
      if (segment.has(finding) && !ORDINARY_FINDINGS.contains(finding)) {
        found.add("TcpUnit: " + words(finding));
      }
    }
    return found;
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
