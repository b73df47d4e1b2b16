package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The window that the receiver of a flow announces to its sender (RFC 9293 section 3.8.6), scaled
 * (RFC 7323 section 2).
 *
 * <p>Where one of the SYNs was not captured, the unit of the window field is not known: sizes are
 * then empty, but for a window of zero, which is zero in any unit.
 */
public final class ReceiveWindow {
  private final FlowLog log;
  private final List<ZeroWindow> zeroWindows;
  private final List<WindowWait> waits;

  private ReceiveWindow(FlowLog log, List<ZeroWindow> zeroWindows, List<WindowWait> waits) {
    this.log = log;
    this.zeroWindows = List.copyOf(zeroWindows);
    this.waits = waits;
  }

  static ReceiveWindow of(FlowLog log, RoundTrips roundTrips) {
    return new ReceiveWindow(log, new ZeroWindows(log).find(), WindowWaits.of(log, roundTrips));
  }

  /**
   * The window that a segment of the receiver announces.
   *
   * @param segment one with the ACK flag
   * @return bytes; empty if its unit is not known
   * @throws IllegalArgumentException if the segment is the sender's own
   */
  public OptionalLong bytes(Segment segment) {
    if (log.isOurs(segment)) {
      throw new IllegalArgumentException("the receiver announces the window, not " + segment);
    }
    long bytes = log.scale().bytes(segment);
    return bytes == WindowScale.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  /**
   * The segments by which the receiver announced a window after the handshake.
   *
   * @return in the order of capture; no RST
   */
  public List<Segment> announcements() {
    return log.segments().stream().filter(this::announces).toList();
  }

  private boolean announces(Segment segment) {
    return log.acknowledges(segment) && !segment.has(TcpFlags.SYN);
  }

  /**
   * The smallest window announced after the handshake.
   *
   * @return bytes; empty if none was announced or the unit is not known
   */
  public OptionalLong minBytes() {
    return isKnown() ? announcements().stream().mapToLong(this::known).min() : OptionalLong.empty();
  }

  /**
   * The largest window announced after the handshake.
   *
   * @return bytes; empty if none was announced or the unit is not known
   */
  public OptionalLong maxBytes() {
    return isKnown() ? announcements().stream().mapToLong(this::known).max() : OptionalLong.empty();
  }

  /**
   * Whether sizes are known: both SYNs were captured.
   *
   * @return false where the window's unit is not known
   */
  public boolean isKnown() {
    return log.scale().isKnown();
  }

  private long known(Segment segment) {
    return log.scale().bytes(segment);
  }

  /**
   * How much of the window was left to the sender after a segment.
   *
   * @param segment any of the connection
   * @return bytes that the sender might still have sent, negative if it sent more than it might;
   *     empty if that is not known
   */
  public OptionalLong leftAfter(Segment segment) {
    long edge = log.windowEdge(segment.index());
    return edge == FlowLog.UNKNOWN
        ? OptionalLong.empty()
        : OptionalLong.of(edge - log.sentTo(segment.index()));
  }

  /**
   * When the window was closed.
   *
   * @return in order
   */
  public List<ZeroWindow> zeroWindows() {
    return zeroWindows;
  }

  /**
   * When the sender, with more to send, waited for the window.
   *
   * @return in order; none where the unit is not known
   */
  public List<WindowWait> waits() {
    return waits;
  }

  /**
   * The sender's segments that filled the window to the last byte.
   *
   * @return in order; none where the unit is not known
   */
  public List<Segment> full() {
    return found(SegmentFinding.WINDOW_FULL, true);
  }

  /**
   * The sender's segments with bytes beyond all windows announced until then, in whatever order the
   * announcements came.
   *
   * @return in order; none where the unit is not known
   */
  public List<WindowExcess> exceeded() {
    List<WindowExcess> found = new ArrayList<>();
    Segment widest = null;
    long edge = Long.MIN_VALUE;
    for (Segment segment : isKnown() ? log.segments() : List.<Segment>of()) {
      if (log.isOurs(segment)) {
        boolean beyond = segment.has(SegmentFinding.WINDOW_EXCEEDED) && segment.end() > edge;
        if (beyond && widest != null) {
          found.add(new WindowExcess(segment, widest, segment.end() - edge));
        }
      } else if (segment.has(TcpFlags.ACK) && !segment.has(TcpFlags.RST)) {
        long announced = segment.ack() + known(segment);
        widest = announced >= edge ? segment : widest;
        edge = Math.max(edge, announced);
      }
    }
    return List.copyOf(found);
  }

  /**
   * The receiver's segments that took back window (RFC 9293 section 3.8.6, SHLD-14).
   *
   * @return in order; none where the unit is not known
   */
  public List<Segment> shrunk() {
    return found(SegmentFinding.WINDOW_SHRUNK, false);
  }

  private List<Segment> found(SegmentFinding finding, boolean ours) {
    return log.segments().stream()
        .filter(segment -> log.isOurs(segment) == ours && segment.has(finding))
        .toList();
  }

  /** Finds the times of a closed window. */
  private static final class ZeroWindows {
    private final FlowLog log;
    private final List<ZeroWindow> found = new ArrayList<>();
    private final List<Segment> probes = new ArrayList<>();
    private Segment closing;

    ZeroWindows(FlowLog log) {
      this.log = log;
    }

    List<ZeroWindow> find() {
      for (Segment segment : log.segments()) {
        if (log.isOurs(segment)) {
          noteProbe(segment);
        } else if (log.acknowledges(segment)) {
          noteWindow(segment);
        }
      }
      end(Optional.empty(), log.lastNanos());
      return found;
    }

    private void noteWindow(Segment segment) {
      if (segment.window() > 0) {
        end(Optional.of(segment), segment.timeNanos());
      } else if (closing == null && !segment.has(TcpFlags.SYN)) {
        closing = segment;
      }
    }

    private void end(Optional<Segment> opening, long nanos) {
      if (closing != null) {
        found.add(new ZeroWindow(closing, opening, closing.timeNanos(), nanos, probes));
        closing = null;
        probes.clear();
      }
    }

    private void noteProbe(Segment segment) {
      boolean asks = segment.kind() == SegmentKind.ZERO_WINDOW_PROBE;
      if (closing != null && (asks || log.carriesData(segment))) {
        probes.add(segment);
      }
    }
  }
}
