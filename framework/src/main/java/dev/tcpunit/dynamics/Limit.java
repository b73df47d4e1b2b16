package dev.tcpunit.dynamics;

/** What keeps a sender from sending more. */
public enum Limit {
  /** Nothing was under way although the window was open: there was nothing to send. */
  APPLICATION,
  /** The receiver's window left no room for another segment (RFC 9293 section 3.8.6). */
  RECEIVE_WINDOW,
  /**
   * The window had room and more was to be sent, and the sender waited for an acknowledgement while
   * its flight was growing or a loss was being repaired (RFC 5681).
   */
  CONGESTION_WINDOW,
  /**
   * The sender's own buffer. Packets look the same as with a congestion window that does not grow,
   * so no share is ever given to it. Nor does Linux tell: its count of such time
   * (tcpi_sndbuf_limited) stays at 0 where a write fills the buffer exactly, as those of Java do.
   */
  SEND_BUFFER,
  /** The packets do not prove any of these. */
  UNKNOWN
}
