package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a network device does of the kernel's work (linux/ethtool.h). */
public final class Offloads {
  private static final int SIOCETHTOOL = 0x8946;
  private static final int IFREQ_BYTES = 40;
  private static final int IFNAMSIZ = 16;

  private Offloads() {}

  private enum Feature {
    TRANSMIT_CHECKSUM(0x17, "ETHTOOL_STXCSUM"),
    TCP_SEGMENTATION(0x1f, "ETHTOOL_STSO"),
    GENERIC_SEGMENTATION(0x24, "ETHTOOL_SGSO"),
    GENERIC_RECEIVE(0x2c, "ETHTOOL_SGRO");

    private final int command;
    private final String call;

    Feature(int command, String call) {
      this.command = command;
      this.call = call;
    }
  }

  /** Turns all off, so that what goes out are segments of wire size with true checksums. */
  public static void turnOff(LinuxSocket socket, String device) throws LinuxException {
    ByteBuffer value = NativeMemory.allocate(2 * Integer.BYTES);
    ByteBuffer ifreq = NativeMemory.allocate(IFREQ_BYTES);
    ifreq.put(0, device.getBytes(StandardCharsets.US_ASCII));
    long address = Pointer.nativeValue(Native.getDirectBufferPointer(value));
    NativeMemory.putAddress(ifreq, IFNAMSIZ, address);
    for (Feature feature : Feature.values()) {
      value.putInt(0, feature.command).putInt(Integer.BYTES, 0);
      socket.ioctl(SIOCETHTOOL, ifreq, feature.call + ", " + device);
    }
    Reference.reachabilityFence(value);
  }
}
