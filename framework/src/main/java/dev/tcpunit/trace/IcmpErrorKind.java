package dev.tcpunit.trace;

/** What an ICMP error says became of a segment. */
public enum IcmpErrorKind {
  /** No route leads to the network (RFC 792 code 0; ICMPv6 "no route to destination"). */
  NETWORK_UNREACHABLE("network unreachable"),
  /** The host does not answer on its network. */
  HOST_UNREACHABLE("host unreachable"),
  /** The host does not speak TCP. */
  PROTOCOL_UNREACHABLE("protocol unreachable"),
  /** Nobody listens at the port: what a firewall may say in place of RST. */
  PORT_UNREACHABLE("port unreachable"),
  /** A firewall or another rule forbids it (RFC 1812 section 5.2.7.1, RFC 4443 section 3.1). */
  PROHIBITED("administratively prohibited"),
  /**
   * The path takes only shorter packets: "fragmentation needed" (RFC 1191), "packet too big" (RFC
   * 8201).
   */
  PACKET_TOO_BIG("packet too big"),
  /** The packet went over too many routers: they send it in a circle (RFC 1812 section 5.3.1). */
  TIME_EXCEEDED("time exceeded in transit"),
  /** A fragment did not arrive in time. */
  REASSEMBLY_TIME_EXCEEDED("reassembly time exceeded"),
  /** The IP header is in error. */
  PARAMETER_PROBLEM("parameter problem"),
  /** Any other error. */
  OTHER("another error");

  private final String words;

  IcmpErrorKind(String words) {
    this.words = words;
  }

  /**
   * The error in words.
   *
   * @return such as {@code host unreachable}
   */
  public String words() {
    return words;
  }

  /**
   * Whether the error says that trying again is of no use (RFC 1122 section 4.2.3.9: a hard error).
   * Any other may pass: it must not end a connection that is open. Linux ends an attempt to connect
   * by either (RFC 5461), and an open connection by none (RFC 5927 section 5).
   *
   * @return true for {@link #PROTOCOL_UNREACHABLE} and {@link #PORT_UNREACHABLE}
   */
  public boolean isHard() {
    return this == PROTOCOL_UNREACHABLE || this == PORT_UNREACHABLE;
  }
}
