package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The network interfaces of the calling thread's namespace. (The JDK's {@code NetworkInterface}
 * reads /proc/net, which is the first thread's, and leaves out those without an address.)
 */
public final class NetworkDevices {
  /** Ethernet, and what looks like it. */
  public static final int ARPHRD_ETHER = 1;

  /** Loopback: frames carry an Ethernet header of zeros. */
  public static final int ARPHRD_LOOPBACK = 772;

  /** No link-layer header at all: tun, WireGuard. */
  public static final int ARPHRD_NONE = 0xFFFE;

  private static final int SIOCGIFFLAGS = 0x8913;
  private static final int SIOCGIFHWADDR = 0x8927;
  private static final int SIOCGIFINDEX = 0x8933;
  private static final int IFREQ_BYTES = 40;
  private static final int IFNAMSIZ = 16;
  private static final int IFF_UP = 1;

  private NetworkDevices() {}

  /** The names of all interfaces, up or down, in the kernel's order. */
  public static List<String> names() throws LinuxException {
    Pointer table = LibC.if_nameindex();
    if (table == null) {
      throw new LinuxException("if_nameindex", Native.getLastError());
    }
    List<String> names = new ArrayList<>();
    // struct if_nameindex { unsigned int if_index; char *if_name; }, ended by a zero entry
    for (long entry = 0; table.getInt(entry) != 0; entry += 2L * Native.POINTER_SIZE) {
      names.add(table.getPointer(entry + Native.POINTER_SIZE).getString(0));
    }
    LibC.if_freenameindex(table);
    return names;
  }

  /** The number by which the kernel knows an interface; ENODEV if there is none of that name. */
  public static int index(LinuxSocket socket, String name) throws LinuxException {
    return ask(socket, name, SIOCGIFINDEX, "SIOCGIFINDEX").getInt(IFNAMSIZ);
  }

  /** The kind of an interface: one of the ARPHRD_ constants, or another of linux/if_arp.h. */
  public static int hardwareType(LinuxSocket socket, String name) throws LinuxException {
    return ask(socket, name, SIOCGIFHWADDR, "SIOCGIFHWADDR").getShort(IFNAMSIZ) & 0xFFFF;
  }

  /** Throws ENETDOWN if an interface is down. */
  public static void requireUp(LinuxSocket socket, String name) throws LinuxException {
    short flags = ask(socket, name, SIOCGIFFLAGS, "SIOCGIFFLAGS").getShort(IFNAMSIZ);
    if ((flags & IFF_UP) == 0) {
      throw new LinuxException(name, Errno.ENETDOWN);
    }
  }

  private static ByteBuffer ask(LinuxSocket socket, String name, int request, String call)
      throws LinuxException {
    ByteBuffer ifreq = NativeMemory.allocate(IFREQ_BYTES);
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (text.length >= IFNAMSIZ) {
      throw new LinuxException("ioctl(" + call + ", " + name + ")", Errno.ENODEV);
    }
    ifreq.put(0, text);
    socket.ioctl(request, ifreq, call + ", " + name);
    return ifreq;
  }
}
