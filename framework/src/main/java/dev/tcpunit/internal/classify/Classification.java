package dev.tcpunit.internal.classify;

import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.SegmentTable;

/** What was found out about one segment; one object, used again for every packet. */
final class Classification {
  private static final SegmentFinding[] FINDINGS = SegmentFinding.values();

  SegmentKind kind;
  RetransmissionCause cause;
  private int findings;

  void clear() {
    kind = SegmentKind.ACK;
    cause = null;
    findings = 0;
  }

  void find(SegmentFinding finding) {
    findings |= 1 << finding.ordinal();
  }

  boolean has(SegmentFinding finding) {
    return (findings & 1 << finding.ordinal()) != 0;
  }

  /** Whether the segment only asked for an answer. */
  boolean isProbe() {
    return kind == SegmentKind.KEEP_ALIVE || kind == SegmentKind.ZERO_WINDOW_PROBE;
  }

  void writeTo(SegmentTable table, int row) {
    table.classify(row, kind, cause);
    for (int left = findings; left != 0; left &= left - 1) {
      table.find(row, FINDINGS[Integer.numberOfTrailingZeros(left)]);
    }
  }
}
