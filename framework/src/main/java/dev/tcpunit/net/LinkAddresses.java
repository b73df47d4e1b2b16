package dev.tcpunit.net;

import java.net.InetAddress;
import java.util.Objects;

/**
 * The two addresses of a link that one host is both ends of: what the host sends from its own
 * address to the mirrored one comes back from the mirrored address to its own.
 *
 * <p>So one capture holds each connection twice: as it left the host, and as it came back.
 *
 * <p>Written {@code 192.0.2.1,192.0.2.2}. Immutable.
 *
 * @param own the address that the host has, and that a server binds to
 * @param mirrored the address that a client connects to
 */
public record LinkAddresses(InetAddress own, InetAddress mirrored) {
  private static final String SEPARATOR = ",";

  /**
   * Checks that there are two of one kind.
   *
   * @throws IllegalArgumentException if they are equal, or not both IPv4 or both IPv6
   */
  public LinkAddresses {
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(mirrored, "mirrored");
    if (own.equals(mirrored) || own.getAddress().length != mirrored.getAddress().length) {
      throw new IllegalArgumentException(
          "a link has two different addresses of one kind, but these are "
              + text(own)
              + " and "
              + text(mirrored));
    }
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text such as {@code 192.0.2.1,192.0.2.2} or {@code 2001:db8::1,2001:db8::2}
   * @return the addresses
   * @throws IllegalArgumentException if the text is something else, naming it
   */
  public static LinkAddresses parse(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "a link's own and mirrored address are expected, such as 192.0.2.1,192.0.2.2, but this is"
              + " \""
              + text
              + "\"");
    }
    return new LinkAddresses(AddressText.parse(parts[0]), AddressText.parse(parts[1]));
  }

  /**
   * Whether a packet between two addresses has just left the host, over this link.
   *
   * @param source the packet's source address
   * @param destination the packet's destination address
   * @return true if it goes from the own address to the mirrored one
   */
  public boolean isDeparture(InetAddress source, InetAddress destination) {
    return own.equals(source) && mirrored.equals(destination);
  }

  /**
   * Whether a packet between two addresses has come back to the host, over this link.
   *
   * @param source the packet's source address
   * @param destination the packet's destination address
   * @return true if it goes from the mirrored address to the own one
   */
  public boolean isArrival(InetAddress source, InetAddress destination) {
    return isDeparture(destination, source);
  }

  @Override
  public String toString() {
    return text(own) + SEPARATOR + text(mirrored);
  }

  private static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? AddressText.ipv4(bytes) : AddressText.ipv6(bytes);
  }
}
