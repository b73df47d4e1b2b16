package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Addresses of the hosts in a tcpdump text. Nothing is asked of a name server: the text may come
 * from another network.
 *
 * <p>{@code localhost} is the loopback address. Any other name stands for one address throughout
 * the text, taken in the order of appearance from the blocks set aside for documentation:
 * 198.51.100.0/24 and 203.0.113.0/24 (RFC 5737) or 2001:db8::/32 (RFC 3849).
 */
final class Hosts {
  private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final int IPV4_LOOPBACK = 0x7F00_0001;
  private static final int[] IPV4_BLOCKS = {0xC633_6400, 0xCB00_7100};
  private static final int HOSTS_PER_BLOCK = 254;
  private static final long IPV6_BLOCK_HIGH = 0x2001_0DB8_0000_0000L;

  private final Map<String, byte[]> ipv4Names = new HashMap<>();
  private final Map<String, byte[]> ipv6Names = new HashMap<>();

  /** Whether a host is written as a number, so that its real address is known. */
  static boolean isNumeric(String host) {
    return DOTTED_QUAD.matcher(host).matches() || host.indexOf(':') >= 0;
  }

  void source(DecodedSegment segment, String host) {
    byte[] address = address(host, segment.ipv6);
    segment.sourceHigh = high(address);
    segment.sourceLow = low(address);
  }

  void destination(DecodedSegment segment, String host) {
    byte[] address = address(host, segment.ipv6);
    segment.destinationHigh = high(address);
    segment.destinationLow = low(address);
  }

  private byte[] address(String host, boolean ipv6) {
    if (isNumeric(host)) {
      return literal(host, ipv6);
    }
    if (isLocalhost(host)) {
      return ipv6 ? bytes(0, 1) : bytes(IPV4_LOOPBACK);
    }
    Map<String, byte[]> names = ipv6 ? ipv6Names : ipv4Names;
    int number = names.size();
    return names.computeIfAbsent(
        host, name -> ipv6 ? bytes(IPV6_BLOCK_HIGH, number + 1) : bytes(documentation(number)));
  }

  private static byte[] literal(String host, boolean ipv6) {
    return host.indexOf(':') < 0 ? dottedQuad(host, ipv6) : colons(host, ipv6);
  }

  /** Without the JDK, which would ask a name server for 192.0.2.300. */
  private static byte[] dottedQuad(String host, boolean ipv6) {
    byte[] address = new byte[4];
    String[] numbers = host.split("\\.");
    for (int i = 0; i < address.length; i++) {
      int number = Integer.parseInt(numbers[i]);
      if (ipv6 || number > 255) {
        throw notAnAddress(host, ipv6);
      }
      address[i] = (byte) number;
    }
    return address;
  }

  private static byte[] colons(String host, boolean ipv6) {
    int zone = host.indexOf('%');
    try {
      byte[] address =
          InetAddress.getByName(zone < 0 ? host : host.substring(0, zone)).getAddress();
      if (address.length == 4 && ipv6) {
        // Java reads ::ffff:192.0.2.1 as the IPv4 address; the packet carried the IPv6 one.
        return bytes(0, 0xFFFF_0000_0000L | low(address));
      }
      if ((address.length == 16) == ipv6) {
        return address;
      }
    } catch (UnknownHostException ignored) {
      // Said below.
    }
    throw notAnAddress(host, ipv6);
  }

  private static NotationException notAnAddress(String host, boolean ipv6) {
    return new NotationException(
        "\"" + host + "\" is not an " + (ipv6 ? "IPv6" : "IPv4") + " address");
  }

  private static boolean isLocalhost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.startsWith("localhost.localdomain")
        || name.startsWith("ip6-localhost")
        || name.startsWith("localhost6");
  }

  private static int documentation(int number) {
    int block = number / HOSTS_PER_BLOCK;
    if (block >= IPV4_BLOCKS.length) {
      throw new NotationException(
          "more than "
              + IPV4_BLOCKS.length * HOSTS_PER_BLOCK
              + " host names (tcpdump -n prints addresses)");
    }
    return IPV4_BLOCKS[block] + 1 + number % HOSTS_PER_BLOCK;
  }

  private static byte[] bytes(int ipv4) {
    return ByteBuffer.allocate(4).putInt(ipv4).array();
  }

  private static byte[] bytes(long high, long low) {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  private static long high(byte[] address) {
    return address.length == 4 ? 0 : ByteBuffer.wrap(address).getLong();
  }

  private static long low(byte[] address) {
    return address.length == 4
        ? Integer.toUnsignedLong(ByteBuffer.wrap(address).getInt())
        : ByteBuffer.wrap(address).getLong(8);
  }
}
