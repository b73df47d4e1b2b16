package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;

/**
 * The parts of a flow that were captured only in segments with a wrong checksum. A receiver
 * discards those. If it acknowledges them all the same, the sender's network device completed the
 * checksums after the capture had seen them, and the wrong ones mean nothing.
 */
public final class DamagedRanges {
  private static final int LARGEST_WINDOW = 0xFFFF;

  private final RangeSet ranges = new RangeSet();
  private DecodedSegment syn;
  private boolean fin;
  private int finNumber;

  /** Takes note of a SYN. */
  public void onSyn(DecodedSegment segment) {
    syn = new DecodedSegment();
    syn.seq = segment.seq;
    syn.ack = segment.ack;
    syn.flags = segment.flags;
    syn.window = segment.window;
    syn.payloadLength = segment.payloadLength;
    syn.mss = segment.mss;
    syn.windowScale = segment.windowScale;
    syn.sackPermitted = segment.sackPermitted;
    syn.hasTimestamps = segment.hasTimestamps;
    syn.fastOpenCookieLength = segment.fastOpenCookieLength;
    syn.multipath = segment.multipath;
    syn.optionsCut = segment.optionsCut;
  }

  public boolean isSyn(int number) {
    return syn != null && syn.seq == number;
  }

  /** What the SYN says of the flow that it opens; null if there is none. */
  FlowState opened() {
    if (syn == null) {
      return null;
    }
    FlowState flow = new FlowState();
    flow.anchor(syn.seq);
    flow.set(FlowState.SYN_SEEN);
    flow.offers(syn);
    return flow;
  }

  /** The SYN, if a segment goes on behind it, within what a window without scale allows. */
  public DecodedSegment synBefore(int number) {
    int distance = syn == null ? 0 : number - syn.seq;
    return distance > 0 && distance <= LARGEST_WINDOW ? syn : null;
  }

  /** The SYN, if an acknowledgement is of just that; else null. */
  public DecodedSegment synAcknowledgedBy(int ack) {
    return syn != null && ack - syn.seq == 1 ? syn : null;
  }

  /** Takes note of bytes, and of a FIN behind them. */
  public void onBytes(long start, long end, DecodedSegment segment) {
    boolean closes = segment.has(TcpFlags.FIN);
    ranges.add(start, end + (closes ? 1 : 0));
    if (closes) {
      fin = true;
      finNumber = segment.seq + segment.payloadLength;
    }
  }

  /** Takes note that bytes came undamaged. */
  public void onRepair(long start, long end) {
    ranges.remove(start, end);
  }

  public boolean isEmpty() {
    return ranges.size() == 0;
  }

  /** Whether an acknowledgement covers what came damaged alone. */
  public boolean isCoveredBy(long ack) {
    return ranges.size() > 0 && ranges.from(0) < ack;
  }

  /** The first offset that came damaged alone, or the given one. */
  public long firstBelow(long offset) {
    return ranges.size() > 0 ? Math.min(ranges.from(0), offset) : offset;
  }

  public boolean hasFin() {
    return fin;
  }

  public int finNumber() {
    return finNumber;
  }
}
