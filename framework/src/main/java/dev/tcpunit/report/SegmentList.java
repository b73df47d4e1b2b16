package dev.tcpunit.report;

import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.io.PrintWriter;

/** The segments of a connection, one a line, with an arrow to what was found about them. */
final class SegmentList {
  private static final String ARROW = "  <- ";

  private SegmentList() {}

  static void write(Connection connection, PrintWriter out) {
    out.println(connection);
    for (Segment segment : connection.segments()) {
      String line = "  " + SegmentNotation.line(connection, segment);
      String remarks = String.join(", ", SegmentRemarks.of(segment));
      if (remarks.isEmpty()) {
        out.println(line);
      } else if (line.length() + ARROW.length() + remarks.length() <= Paragraph.WIDTH) {
        out.println(line + ARROW + remarks);
      } else {
        out.println(line);
        Paragraph.print("    " + ARROW, 4 + ARROW.length(), remarks, out);
      }
    }
  }
}
