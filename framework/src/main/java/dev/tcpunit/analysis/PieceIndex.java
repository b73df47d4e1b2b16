package dev.tcpunit.analysis;

import dev.tcpunit.internal.wire.DecodedSegment;

/**
 * Which bytes were seen at which interfaces, by what all pieces of one large segment have in
 * common: the connection, the acknowledgement and the timestamps. So pieces are known by the whole,
 * and the whole by its pieces.
 */
final class PieceIndex {
  private static final int REMEMBERED = 1 << 12;
  private static final int MASK = REMEMBERED - 1;

  /** What an Ethernet frame carries: only a larger segment is left to a device to cut. */
  private static final int LARGEST_PIECE = 1460;

  /** More pieces than a segment of 64 KiB is cut into. */
  private static final int DEPTH = 256;

  private long[] groups;
  private int[] starts;
  private int[] lengths;
  private long[] seenAt;
  private int[] previous;
  private int[] latest;
  private int count;

  /** Whether all of a segment's bytes were seen at other interfaces. */
  boolean cover(DecodedSegment segment, long point) {
    if (groups == null) {
      return false;
    }
    long group = group(segment);
    long covered = 0;
    int at = latest[slot(group)];
    for (int i = 0; i < DEPTH && at > 0 && at > count - REMEMBERED; i++) {
      int entry = at & MASK;
      boolean large = Math.max(lengths[entry], segment.payloadLength) > LARGEST_PIECE;
      if (large && groups[entry] == group && (seenAt[entry] & point) == 0) {
        covered += common(segment, entry);
      }
      at = previous[entry];
    }
    return covered >= segment.payloadLength;
  }

  /** How many bytes of a segment an entry carries; sequence numbers wrap. */
  private int common(DecodedSegment segment, int entry) {
    int distance = starts[entry] - segment.seq;
    int from = Math.max(0, distance);
    int to = Math.min(segment.payloadLength, distance + lengths[entry]);
    return Math.max(0, to - from);
  }

  /** Remembers the bytes of a segment that is seen for the first time. */
  void add(DecodedSegment segment, long point) {
    if (groups == null) {
      make();
    }
    long group = group(segment);
    int entry = ++count & MASK;
    groups[entry] = group;
    starts[entry] = segment.seq;
    lengths[entry] = segment.payloadLength;
    seenAt[entry] = point;
    previous[entry] = latest[slot(group)];
    latest[slot(group)] = count;
  }

  private void make() {
    groups = new long[REMEMBERED];
    starts = new int[REMEMBERED];
    lengths = new int[REMEMBERED];
    seenAt = new long[REMEMBERED];
    previous = new int[REMEMBERED];
    latest = new int[REMEMBERED];
  }

  /** The same packet was seen at one more interface. */
  void seeAlsoAt(DecodedSegment segment, long point) {
    if (groups == null) {
      return;
    }
    long group = group(segment);
    int at = latest[slot(group)];
    for (int i = 0; i < DEPTH && at > 0 && at > count - REMEMBERED; i++) {
      int entry = at & MASK;
      boolean same =
          groups[entry] == group
              && starts[entry] == segment.seq
              && lengths[entry] == segment.payloadLength;
      if (same) {
        seenAt[entry] |= point;
        return;
      }
      at = previous[entry];
    }
  }

  private static int slot(long group) {
    return (int) (group >>> 32) & MASK;
  }

  private static long group(DecodedSegment segment) {
    long group = CapturePoints.mix(segment.sourceHigh, segment.sourceLow);
    group = CapturePoints.mix(group, segment.destinationHigh);
    group = CapturePoints.mix(group, segment.destinationLow);
    group = CapturePoints.mix(group, (long) segment.sourcePort << 32 | segment.destinationPort);
    group = CapturePoints.mix(group, (long) segment.ack << 32 | segment.window);
    return segment.hasTimestamps
        ? CapturePoints.mix(group, (long) segment.tsVal << 32 | segment.tsEcr & 0xFFFF_FFFFL)
        : group;
  }
}
