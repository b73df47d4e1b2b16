package dev.tcpunit.internal.sandbox;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.Netlink;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * Brings the loopback interface of a new network namespace up, where there is no {@code ip}
 * program: the launcher runs it in a JVM of its own, which takes about 90 ms, before the test's.
 */
final class LoopbackUp {
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SIOCGIFFLAGS = 0x8913;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int IFF_UP = 1;

  /** struct ifreq: 16 bytes of name, then a union of which the flags are the first two bytes. */
  private static final int IFREQ_BYTES = 40;

  private static final int FLAGS_OFFSET = 16;

  private LoopbackUp() {}

  /**
   * Brings {@code lo} up in the network namespace of this process.
   *
   * @param args more addresses for it
   */
  public static void main(String[] args) {
    NativeLibrary libc = NativeLibrary.getInstance("c");
    // Not closed: the process ends with this method, and the kernel closes it.
    int socket = call(libc.getFunction("socket"), AF_INET, SOCK_DGRAM, 0);
    Function ioctl = libc.getFunction("ioctl");
    try (Memory request = new Memory(IFREQ_BYTES)) {
      request.clear();
      request.setString(0, "lo", StandardCharsets.US_ASCII.name());
      call(ioctl, socket, SIOCGIFFLAGS, request);
      short flags = request.getShort(FLAGS_OFFSET);
      request.setShort(FLAGS_OFFSET, (short) (flags | IFF_UP));
      call(ioctl, socket, SIOCSIFFLAGS, request);
    }
    if (args.length > 0) {
      addAddresses(args);
    }
  }

  private static void addAddresses(String... addresses) {
    try (Netlink netlink = Netlink.open();
        LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      int loopback = NetworkDevices.index(socket, "lo");
      for (String address : addresses) {
        add(netlink, loopback, address);
      }
    } catch (LinuxException e) {
      throw new IllegalStateException("cannot give lo addresses: " + e.getMessage(), e);
    }
  }

  private static void add(Netlink netlink, int loopback, String text) {
    try {
      InetAddress address = InetAddress.getByName(text);
      netlink.addAddress(loopback, address, HostAddresses.prefixLength(address));
    } catch (UnknownHostException | LinuxException ignored) {
      // Such as of IPv6, where that is off: it is left out.
    }
  }

  private static int call(Function function, Object... arguments) {
    int result = function.invokeInt(arguments);
    if (result < 0) {
      throw new IllegalStateException(
          "cannot bring lo up: " + function.getName() + ": errno " + Native.getLastError());
    }
    return result;
  }
}
