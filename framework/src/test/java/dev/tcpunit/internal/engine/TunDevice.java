package dev.tcpunit.internal.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import dev.tcpunit.Requires;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An interface whose frames come from the test, with no link-layer header (linux/if_tun.h). */
final class TunDevice implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final long TUNSETIFF = 0x400454CAL;
  private static final long TUNSETLINK = 0x400454CDL;
  private static final short IFF_TUN_WITHOUT_HEADER = 0x1001;
  private static final int IFREQ_BYTES = 40;
  private static final int IFNAMSIZ = 16;
  private static final int IPV4_HEADER_BYTES = 20;

  static {
    Native.register(TunDevice.class, "c");
  }

  private final int fd;

  private TunDevice(int fd) {
    this.fd = fd;
  }

  private static native int open(String path, int flags);

  private static native int ioctl(int fd, NativeLong request, byte[] argument);

  private static native int ioctl(int fd, NativeLong request, NativeLong argument);

  private static native NativeLong write(int fd, byte[] bytes, NativeLong length);

  private static native int close(int fd);

  /** Makes a device of a hardware type, and sets it up; skips the test where it may not. */
  static TunDevice make(String name, int hardwareType) throws Exception {
    TunDevice device = new TunDevice(open("/dev/net/tun", O_RDWR));
    Requires.that("tun", device.fd >= 0, "/dev/net/tun cannot be opened");
    byte[] request = new byte[IFREQ_BYTES];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, request, 0, text.length);
    ByteBuffer.wrap(request)
        .order(ByteOrder.nativeOrder())
        .putShort(IFNAMSIZ, IFF_TUN_WITHOUT_HEADER);
    check(ioctl(device.fd, new NativeLong(TUNSETIFF), request));
    check(ioctl(device.fd, new NativeLong(TUNSETLINK), new NativeLong(hardwareType)));
    PrivateNetwork.setUp(name, true);
    return device;
  }

  /** Receives an IPv4 packet that nobody takes, with a text as its payload; returns its bytes. */
  byte[] receive(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer packet = ByteBuffer.allocate(IPV4_HEADER_BYTES + payload.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
    packet.position(IPV4_HEADER_BYTES);
    packet.put(payload);
    check(write(fd, packet.array(), new NativeLong(packet.capacity())).intValue());
    return packet.array();
  }

  private static void check(int result) throws IOException {
    if (result < 0) {
      throw new IOException("errno " + Native.getLastError());
    }
  }

  @Override
  public void close() {
    close(fd);
  }
}
