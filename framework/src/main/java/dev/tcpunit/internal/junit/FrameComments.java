package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.notation.IcmpText;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was found about single frames, as comments that Wireshark shows beside them. */
final class FrameComments {
  private FrameComments() {}

  /** Comments by frame number; frames with nothing to say have none. */
  static Map<Long, List<String>> of(Trace trace) {
    Map<Long, List<String>> comments = new HashMap<>();
    for (Connection connection : trace.connections()) {
      connection.views().forEach(view -> comment(view, comments));
      for (IcmpError error : connection.icmpErrors()) {
        comments.put(error.frame(), List.of("TcpUnit: " + IcmpText.line(connection, error)));
      }
    }
    return comments;
  }

  private static void comment(Connection view, Map<Long, List<String>> comments) {
    for (Segment segment : view.segments()) {
      List<String> found =
          SegmentRemarks.of(segment).stream().map(remark -> "TcpUnit: " + remark).toList();
      if (!found.isEmpty()) {
        comments.put(segment.frame(), found);
      }
    }
  }
}
