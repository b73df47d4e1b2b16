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
   * The sender's own buffer. Packets look the same where a congestion window does not grow and
   * where a program paces itself, so {@link FlowDynamics#limits()} gives it no share; the sender's
   * kernel can tell ({@code tcpi_sndbuf_limited}).
   */
  SEND_BUFFER,
  /** The packets do not prove any of these. */
  UNKNOWN
}
