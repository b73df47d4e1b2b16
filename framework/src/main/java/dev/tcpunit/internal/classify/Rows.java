package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.trace.Role;

/** Writes the segments of a connection into its table, where they are kept. */
final class Rows {
  int append(PlacedSegment at) {
    return append(at.connection, at.direction, at.seq, at.ack, at.segment);
  }

  /** Returns where the segment stands in the table, not yet classified. */
  int append(
      TrackedConnection connection, int direction, long seq, long ack, DecodedSegment segment) {
    if (connection.segments == null) {
      connection.segments = new SegmentColumns(segment.timeNanos);
    }
    SegmentColumns rows = connection.segments;
    // Roles may turn out later, so rows hold directions: the first sender stands as the client.
    Role from = direction == 0 ? Role.CLIENT : Role.SERVER;
    int row = rows.append(segment.frameNumber, segment.timeNanos, from, segment.payloadLength);
    rows.header(row, seq, ack, segment.flags, segment.window);
    rows.checksum(row, segment.checksum);
    addEvidence(rows, row, segment, connection.flow(1 - direction));
    return row;
  }

  private static void addEvidence(
      SegmentColumns rows, int row, DecodedSegment segment, FlowState acked) {
    if (segment.hasTimestamps) {
      rows.timestamps(row, segment.tsVal, segment.tsEcr);
    }
    if (segment.ipId > 0) {
      rows.ipId(row, segment.ipId);
    }
    if (segment.ecn >= 0) {
      rows.ecn(row, segment.ecn);
    }
    if (segment.hasAccurateEcn) {
      rows.accurateEcn(row, segment.accurateEcn);
    }
    for (int i = 0; i < segment.sackBlocks; i++) {
      rows.sack(
          row, acked.offset(segment.sackEdges[2 * i]), acked.offset(segment.sackEdges[2 * i + 1]));
    }
  }
}
