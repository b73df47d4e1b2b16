package dev.tcpunit.dynamics;

/** What a side of a connection waits for its peer to do. */
public enum WaitingFor {
  /** To answer its SYN or, of a server, its SYN-ACK (RFC 9293 section 3.5). */
  HANDSHAKE,
  /** To open the window, which is closed: the peer's program does not read (section 3.8.6). */
  WINDOW,
  /** To acknowledge what it has sent, data or its FIN (section 3.8). */
  ACKNOWLEDGEMENT,
  /** To close its direction too (section 3.6). */
  CLOSE,
  /** To send data: an answer, or the next request. */
  DATA
}
