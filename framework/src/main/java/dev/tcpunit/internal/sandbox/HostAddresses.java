package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.door.Doors;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The addresses by which this host knows itself. The loopback interface of a private network is
 * given them, so that programs which ask for their host's address can bind to it there.
 */
final class HostAddresses {
  private static final byte[] TEST_NET = {(byte) 192, 0, 2};
  private static final byte[] DOCUMENTATION = {0x20, 0x01, 0x0d, (byte) 0xb8};
  private static final int IPV4_BYTES = 4;

  private HostAddresses() {}

  /** This host's addresses, and those of other hosts that a door leads to. */
  static List<InetAddress> with(Doors doors) {
    List<InetAddress> addresses = new ArrayList<>(ofThisHost());
    for (String text : doors.addresses()) {
      try {
        addresses.add(InetAddress.getByName(text));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text + " is no address", e);
      }
    }
    return addresses.stream().distinct().toList();
  }

  static List<InetAddress> ofThisHost() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Predicate.not(HostAddresses::isOfOneNetwork))
          .filter(Predicate.not(HostAddresses::isOfLink))
          .toList();
    } catch (SocketException e) {
      // There are none.
      return List.of();
    }
  }

  /** A loopback is everywhere, and an address of one interface means nothing on another. */
  private static boolean isOfOneNetwork(InetAddress address) {
    return address.isLoopbackAddress() || address.isLinkLocalAddress();
  }

  /** Meant for documentation (RFC 5737, RFC 3849): an impaired link has them. */
  private static boolean isOfLink(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] prefix = bytes.length == IPV4_BYTES ? TEST_NET : DOCUMENTATION;
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Without the interface, which is another one inside. */
  static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }

  /** All bits of the address: nobody else is in the network that it stands for. */
  static int prefixLength(InetAddress address) {
    return Byte.SIZE * address.getAddress().length;
  }
}
