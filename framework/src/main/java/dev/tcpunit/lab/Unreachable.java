package dev.tcpunit.lab;

/**
 * Why a router or a host says that a packet cannot be delivered: the code of an ICMP error
 * "destination unreachable" (RFC 792, RFC 1812 section 5.2.7.1; RFC 4443 section 3.1).
 */
public enum Unreachable {
  /** The host does not answer on its network: a client gets "no route to host". */
  HOST(1, 3),
  /** Nobody listens there: a client gets "connection refused". */
  PORT(3, 4),
  /** A firewall forbids it. */
  PROHIBITED(13, 1);

  private final int ipv4Code;
  private final int ipv6Code;

  Unreachable(int ipv4Code, int ipv6Code) {
    this.ipv4Code = ipv4Code;
    this.ipv6Code = ipv6Code;
  }

  int ipv4Code() {
    return ipv4Code;
  }

  int ipv6Code() {
    return ipv6Code;
  }

  @Override
  public String toString() {
    return switch (this) {
      case HOST -> "host unreachable";
      case PORT -> "port unreachable";
      case PROHIBITED -> "administratively prohibited";
    };
  }
}
