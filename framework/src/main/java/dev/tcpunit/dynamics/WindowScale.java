package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SynOptions;

/** What one unit of a window field is worth (RFC 7323 section 2). */
final class WindowScale {
  /** A window whose scale is not known. */
  static final long UNKNOWN = -1;

  private static final int MAX_SHIFT = 14;

  private final boolean known;
  private final int shift;

  private WindowScale(boolean known, int shift) {
    this.known = known;
    this.shift = shift;
  }

  /** Scaling is in force only if both sides offered it (RFC 7323 section 2.2). */
  static WindowScale of(Flow announcer, Flow sender) {
    boolean known = announcer.synOptions().isPresent() && sender.synOptions().isPresent();
    if (!known) {
      return new WindowScale(false, 0);
    }
    SynOptions offered = announcer.synOptions().get();
    boolean both =
        offered.windowScale().isPresent() && sender.synOptions().get().windowScale().isPresent();
    return new WindowScale(true, both ? Math.min(MAX_SHIFT, offered.windowScale().getAsInt()) : 0);
  }

  boolean isKnown() {
    return known;
  }

  /** The window in bytes. The window of a SYN is never scaled, and 0 is 0 in any unit. */
  long bytes(Segment segment) {
    if (segment.has(TcpFlags.SYN) || segment.window() == 0) {
      return segment.window();
    }
    return known ? (long) segment.window() << shift : UNKNOWN;
  }
}
