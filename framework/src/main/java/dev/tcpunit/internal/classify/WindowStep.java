package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** What each side lets the other send (RFC 9293 section 3.8.6), with scaling (RFC 7323). */
public final class WindowStep implements Step {
  /** No window is larger (RFC 7323 section 2.3), so nothing farther off belongs to the flow. */
  private static final long LARGEST = 1L << 30;

  /** A window may have been opened by an ACK that the capture lost, but hardly this far. */
  private static final long FAR = 1 << 20;

  private final SendHistory history;

  WindowStep(SendHistory history) {
    this.history = history;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (at.believed && result.kind != SegmentKind.NETWORK_DUPLICATE) {
      onAcknowledgement(at, result);
    }
    onData(at, result);
    return true;
  }

  /** Takes the window that a segment announces, after its acknowledgement was taken. */
  private void onAcknowledgement(PlacedSegment at, Classification result) {
    FlowState announcer = at.flow;
    FlowState sender = at.peer;
    int window = at.segment.window;
    boolean opening = at.has(TcpFlags.SYN);
    boolean matters = !hasClosed(sender, at.ack);
    if (window == 0 && !opening && matters) {
      result.find(SegmentFinding.ZERO_WINDOW);
      announcer.rare().increment(FlowCount.ZERO_WINDOWS);
    }
    if (!at.isAccepted() || at.ack < sender.acknowledgedTo || isOvertaken(at, result)) {
      return;
    }
    announcer.window = bytesAnnounced(at);
    announcer.set(FlowState.WINDOW_KNOWN);
    if (opening || areOffersKnown(announcer, sender) && matters) {
      int shift = opening ? 0 : shift(announcer, sender);
      moveEdge(at, result, at.ack + announcer.window, shift);
    }
  }

  /** Who has closed sends nothing more: no window lets it or stops it. */
  private static boolean hasClosed(FlowState sender, long acknowledged) {
    return sender.is(FlowState.FIN_SEEN) && acknowledged > sender.finOffset();
  }

  /** The announced window in bytes; where the scale is not known, as it stands in the header. */
  static int bytesAnnounced(PlacedSegment at) {
    int shift = at.has(TcpFlags.SYN) ? 0 : shift(at.flow, at.peer);
    return at.segment.window << shift;
  }

  private static void moveEdge(PlacedSegment at, Classification result, long edge, int shift) {
    FlowState sender = at.peer;
    if (edge >= sender.windowEdge) {
      sender.windowEdge = edge;
      sender.windowTakenBack = 0;
      return;
    }
    int takenBack = (int) (sender.windowEdge - edge);
    // A scaled window is rounded down, which takes back less than one unit (RFC 7323 s2.4).
    if (takenBack >= sender.windowTakenBack + (1 << shift)) {
      result.find(SegmentFinding.WINDOW_SHRUNK);
      at.flow.rare().increment(FlowCount.WINDOW_SHRUNK);
    }
    sender.windowTakenBack = takenBack;
  }

  /**
   * An announcement that was sent before the latest one is out of date (RFC 9293 s3.10.7.4). A bare
   * ACK stands behind all that its sender has sent, so one below that was overtaken by it.
   */
  private boolean isOvertaken(PlacedSegment at, Classification result) {
    long before = history.previous(at.entry);
    return at.repeats && at.seq < at.flow.next() && !result.isProbe()
        || SendOrder.compare(history, at.flow, at.entry, before) < 0;
  }

  static boolean isNear(long offset, FlowState flow) {
    return Math.abs(offset - flow.next()) <= LARGEST;
  }

  /**
   * Whether an offset lies so far beyond the peer's window that it cannot belong to the flow: the
   * receiver discards such a segment (RFC 9293 section 3.10.7.4).
   */
  static boolean isFarBeyond(FlowState flow, FlowState peer, long offset) {
    return isEdgeKnown(flow, peer) && offset > flow.windowEdge + FAR;
  }

  /** Whether the edge that was announced is known in bytes: a SYN alone leaves its unit open. */
  static boolean isEdgeKnown(FlowState flow, FlowState peer) {
    return flow.windowEdge != FlowState.NONE && areOffersKnown(flow, peer);
  }

  /** Compares data with the window that the peer has announced. */
  private static void onData(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    if (!result.kind.isNew() || at.segment.payloadLength == 0 || !isEdgeKnown(flow, at.peer)) {
      return;
    }
    if (at.dataEnd() == flow.windowEdge) {
      result.find(SegmentFinding.WINDOW_FULL);
      flow.rare().increment(FlowCount.WINDOW_FULL);
    } else if (at.dataEnd() > flow.windowEdge) {
      result.find(SegmentFinding.WINDOW_EXCEEDED);
      flow.rare().increment(FlowCount.WINDOW_EXCEEDED);
    }
  }

  /** Whether the options of both SYNs were captured: the unit of the windows is among them. */
  public static boolean areOffersKnown(FlowState one, FlowState other) {
    boolean both = one.is(FlowState.SYN_SEEN) && other.is(FlowState.SYN_SEEN);
    return both && !one.is(FlowState.OFFERS_CUT) && !other.is(FlowState.OFFERS_CUT);
  }

  /** Scaling is in force only if both sides offered it (RFC 7323 section 2.2). */
  static int shift(FlowState announcer, FlowState sender) {
    boolean scaled = announcer.windowScale >= 0 && sender.windowScale >= 0;
    return scaled ? Math.min(14, announcer.windowScale) : 0;
  }
}
