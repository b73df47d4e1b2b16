package dev.tcpunit.internal.wire;

/** What became of a frame: decoded as a TCP segment, or the reason why it was not. */
public enum FrameOutcome {
  TCP,
  /** Another protocol than TCP, such as ARP. */
  NOT_TCP,
  /** An ICMP error that quotes a TCP segment. */
  ICMP_ERROR,
  /** Lengths or fields that contradict each other or the protocol. */
  MALFORMED,
  /** A part of an IP datagram whose other parts did not all arrive. */
  FRAGMENT,
  /** The capture's snap length cut the headers. */
  TRUNCATED,
  /** A link type, or a protocol on it, that TcpUnit does not read. */
  UNSUPPORTED_LINK,
  /** IP carried within another protocol (GRE, IP in IP, VXLAN, GTP), which is not looked into. */
  TUNNEL
}
