package dev.tcpunit.internal.html;

import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.Locale;

/**
 * How a segment is drawn: each thing that may be found about one has a shape and a colour of its
 * own, so that either tells it. Colours are those of Okabe and Ito, made darker or lighter for the
 * background; the style sheet names them after the marks.
 */
enum Mark {
  /** The next bytes, or an acknowledgement that says nothing special. */
  PLAIN("M-1-6H1V6H-1Z"),
  SYN("M-4 4V-4H4V4Z"),
  FIN("M-5 4L0-5L5 4Z"),
  RESET("M-6-4L-4-6L0-2L4-6L6-4L2 0L6 4L4 6L0 2L-4 6L-6 4L-2 0Z"),
  FAST("M0-7L7 6H-7Z"),
  TIMEOUT("M0-8L7 0L0 8L-7 0Z"),
  TAIL_LOSS_PROBE("M-6-6H6V6H-6Z"),
  SYN_AGAIN("M0 7L-7-6H7Z"),
  FIN_AGAIN("M-7-3H7L3 6H-3Z"),
  AGAIN("M-2-7H2V-2H7V2H2V7H-2V2H-7V-2H-2Z"),
  LATE("M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0ZM-3 0A3 3 0 1 1 3 0A3 3 0 1 1-3 0Z"),
  COPY("M-6-6H6V6H-6ZM-3 3H3V-3H-3Z"),
  UNDECIDED("M-5-7H5L0 0L5 7H-5L0 0Z"),
  GAP("M-6-7H6V-4H-6ZM-6 4H6V7H-6Z"),
  KEEP_ALIVE("M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0Z"),
  ZERO_WINDOW_PROBE("M-7-5H-4V0H4V-5H7V3H-7Z"),
  WINDOW_CLOSED("M-8-2H8V2H-8Z"),
  DUPLICATE_ACK("M-4-1H4V1H-4Z");

  /** SVG path data around 0 0, drawn by the even-odd rule. */
  final String path;

  Mark(String path) {
    this.path = path;
  }

  /** The mark of a segment: what went wrong with it before what it opens or closes. */
  static Mark of(Segment segment) {
    if (segment.cause().isPresent()) {
      return ofCause(segment.cause().get());
    }
    Mark mark = ofKind(segment);
    if (mark == PLAIN && segment.has(TcpFlags.SYN)) {
      return SYN;
    }
    if (mark == PLAIN && segment.has(TcpFlags.FIN)) {
      return FIN;
    }
    boolean closed = segment.has(SegmentFinding.ZERO_WINDOW);
    return closed && (mark == PLAIN || mark == DUPLICATE_ACK) ? WINDOW_CLOSED : mark;
  }

  private static Mark ofCause(RetransmissionCause cause) {
    switch (cause) {
      case FAST:
        return FAST;
      case TIMEOUT:
        return TIMEOUT;
      case TAIL_LOSS_PROBE:
        return TAIL_LOSS_PROBE;
      case SYN:
        return SYN_AGAIN;
      case FIN:
        return FIN_AGAIN;
      default:
        return AGAIN;
    }
  }

  private static Mark ofKind(Segment segment) {
    switch (segment.kind()) {
      case RETRANSMISSION:
        return AGAIN;
      case REORDERED:
        return LATE;
      case NETWORK_DUPLICATE:
        return COPY;
      case UNDECIDED:
        return UNDECIDED;
      case NEW_AFTER_GAP:
        return GAP;
      case KEEP_ALIVE:
        return KEEP_ALIVE;
      case ZERO_WINDOW_PROBE:
        return ZERO_WINDOW_PROBE;
      case RESET:
        return RESET;
      case DUPLICATE_ACK:
        return DUPLICATE_ACK;
      default:
        return PLAIN;
    }
  }

  /** The words of the legend: those of the findings. */
  String words(Segment example) {
    switch (this) {
      case PLAIN:
        return "sent for the first time";
      case SYN:
        return "opens (SYN)";
      case FIN:
        return "has nothing more to send (FIN)";
      case WINDOW_CLOSED:
        return "window closed";
      case RESET:
        return "aborts the connection (RST)";
      default:
        return SegmentRemarks.ofKind(example).orElse(label());
    }
  }

  /** Its name in the style sheet and in the data. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
