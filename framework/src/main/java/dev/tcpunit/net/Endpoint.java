package dev.tcpunit.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One end of a TCP connection: an IPv4 or IPv6 address and a port.
 *
 * <p>Written {@code 192.0.2.1:443} and {@code [2001:db8::1]:443} (RFC 5952). Immutable. An
 * IPv4-mapped IPv6 address stays the IPv6 address that the packet carried.
 */
public final class Endpoint {
  private static final Pattern TEXT = Pattern.compile("(?:\\[(.+)]|([^:]+)):([0-9]{1,5})");

  private final byte[] address;
  private final int port;

  private Endpoint(byte[] address, int port) {
    if (address.length != 4 && address.length != 16) {
      throw new IllegalArgumentException(
          "address must have 4 or 16 bytes, but has " + address.length);
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, but was " + port);
    }
    this.address = address;
    this.port = port;
  }

  /**
   * Makes an endpoint of the bytes of an address.
   *
   * @param address 4 bytes (IPv4) or 16 bytes (IPv6), copied
   * @param port the port, from 0 to 65535
   * @return the endpoint
   * @throws IllegalArgumentException if the address has another length or the port is out of range
   */
  public static Endpoint of(byte[] address, int port) {
    return new Endpoint(address.clone(), port);
  }

  /**
   * Makes an endpoint of an address and a port.
   *
   * @param address the address
   * @param port the port, from 0 to 65535
   * @return the endpoint
   */
  public static Endpoint of(InetAddress address, int port) {
    return new Endpoint(address.getAddress(), port);
  }

  /**
   * Makes an endpoint of a resolved socket address, such as a server reports of itself.
   *
   * @param address the socket address
   * @return the endpoint
   * @throws IllegalArgumentException if the address is unresolved
   */
  public static Endpoint of(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("socket address is not resolved: " + address);
    }
    return of(address.getAddress(), address.getPort());
  }

  /**
   * Reads what {@link #toString} writes. No name is looked up.
   *
   * @param text such as {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}
   * @return the endpoint
   * @throws IllegalArgumentException if the text is something else, naming it
   */
  public static Endpoint parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "an address and a port are expected, such as 192.0.2.1:443, but this is \""
              + text
              + "\"");
    }
    String address = parts.group(1) != null ? parts.group(1) : parts.group(2);
    return of(AddressText.parse(address), Integer.parseInt(parts.group(3)));
  }

  /**
   * The address, without a name: nothing is looked up.
   *
   * @return the address
   */
  public InetAddress address() {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("length was checked", e);
    }
  }

  /**
   * The bytes of the address in network order.
   *
   * @return a copy of 4 or 16 bytes
   */
  public byte[] addressBytes() {
    return address.clone();
  }

  /**
   * The port.
   *
   * @return from 0 to 65535
   */
  public int port() {
    return port;
  }

  /**
   * The address as text, without the port.
   *
   * @return such as {@code 192.0.2.1} or {@code 2001:db8::1} (RFC 5952)
   */
  public String host() {
    return isIpv6() ? AddressText.ipv6(address) : AddressText.ipv4(address);
  }

  /**
   * Whether the address is an IPv6 address.
   *
   * @return true for 16 bytes, false for 4
   */
  public boolean isIpv6() {
    return address.length == 16;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that
        && port == that.port
        && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(address) + port;
  }

  /** The endpoint as RFC 5952 writes it: {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}. */
  @Override
  public String toString() {
    return (isIpv6() ? "[" + host() + "]" : host()) + ":" + port;
  }
}
