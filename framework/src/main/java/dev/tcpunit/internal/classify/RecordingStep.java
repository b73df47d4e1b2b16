package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowPayload;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.HeldBytes;
import dev.tcpunit.internal.track.PayloadHistory;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;

/** Makes a segment's row and its entry in the history, and counts it. */
final class RecordingStep implements Step {
  private final SendHistory history;

  /** Null where segments are not kept. */
  private final Rows rows;

  /** Null where no payload is digested. */
  private final PayloadHistory payloads;

  private final HeldBytes held = new HeldBytes();

  RecordingStep(SendHistory history, Rows rows, PayloadHistory payloads) {
    this.history = history;
    this.rows = rows;
    this.payloads = payloads;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    remember(at);
    count(at);
    return true;
  }

  private void remember(PlacedSegment at) {
    DecodedSegment segment = at.segment;
    at.row = rows == null ? -1 : rows.append(at);
    int occupied =
        segment.payloadLength + Integer.bitCount(segment.flags & (TcpFlags.SYN | TcpFlags.FIN));
    FlowState flow = at.flow;
    at.entry = history.add(flow.latest, at.seq, occupied, segment, at.row);
    IpIds.note(history, flow, segment.ipId, at.entry);
    flow.latest = at.entry;
  }

  private void count(PlacedSegment at) {
    FlowState flow = at.flow;
    DecodedSegment segment = at.segment;
    flow.segments++;
    if (segment.payloadLength > 0) {
      flow.dataSegments++;
      flow.payloadBytes += segment.payloadLength;
      if (payloads != null && flow.payload == null) {
        flow.payload = new FlowPayload(held, payloads);
      }
    }
    if (segment.checksum == ChecksumStatus.OFFLOADED) {
      flow.offloadedChecksums++;
    } else if (segment.checksum == ChecksumStatus.BAD) {
      flow.rare().increment(FlowCount.BAD_CHECKSUMS);
    }
  }
}
