package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** What was found out about one segment; one object, used again for every packet. */
final class Classification {
  private static final SegmentFinding[] FINDINGS = SegmentFinding.values();

  SegmentKind kind;
  RetransmissionCause cause;

  /** Null where nothing had to be decided. */
  Evidence evidence;

  private int findings;

  void clear() {
    kind = SegmentKind.ACK;
    cause = null;
    evidence = null;
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

  private Evidence told() {
    return switch (kind) {
      case UNDECIDED -> Evidence.NONE;
      case RETRANSMISSION -> evidence == null ? Evidence.SEEN_BEFORE : evidence;
      default -> evidence;
    };
  }

  void writeTo(SegmentColumns table, int row) {
    table.classify(row, kind, cause);
    Evidence told = told();
    if (told != null) {
      table.tell(row, told);
    }
    for (int left = findings; left != 0; left &= left - 1) {
      table.find(row, FINDINGS[Integer.numberOfTrailingZeros(left)]);
    }
  }
}
