package dev.tcpunit.internal.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.NativeMemory;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Sends Ethernet frames of the test's own making out of one interface. */
final class RawLink implements AutoCloseable {
  private static final int ETHERTYPE_EXPERIMENTAL = 0x88B5; // IEEE 802, for local use
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int ADDRESS_BYTES = 6;

  static {
    Native.register(RawLink.class, "c");
  }

  private final LinuxSocket socket;

  RawLink(String device) throws Exception {
    socket = LinuxSocket.open(LinuxSocket.AF_PACKET, LinuxSocket.SOCK_RAW, 0);
    ByteBuffer address = NativeMemory.allocate(20);
    address.putShort(0, (short) LinuxSocket.AF_PACKET);
    address.putInt(4, NetworkDevices.index(socket, device));
    socket.bind(address);
  }

  private static native NativeLong send(int fd, byte[] bytes, NativeLong length, int flags);

  /** Sends a broadcast frame whose payload is a text. */
  byte[] send(String text) throws IOException {
    return sendFrame(start().putShort((short) ETHERTYPE_EXPERIMENTAL), text);
  }

  /** Sends one that carries a VLAN tag (IEEE 802.1Q). */
  byte[] sendTagged(int vlan, String text) throws IOException {
    ByteBuffer frame = start().putShort((short) ETHERTYPE_VLAN).putShort((short) vlan);
    return sendFrame(frame.putShort((short) ETHERTYPE_EXPERIMENTAL), text);
  }

  private static ByteBuffer start() {
    ByteBuffer frame = ByteBuffer.allocate(256).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < ADDRESS_BYTES; i++) {
      frame.put((byte) 0xFF);
    }
    return frame.put(new byte[] {2, 0, 0, 0, 0, 1});
  }

  private byte[] sendFrame(ByteBuffer frame, String text) throws IOException {
    frame.put(text.getBytes(StandardCharsets.ISO_8859_1)).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    if (send(socket.fd(), bytes, new NativeLong(bytes.length), 0).intValue() != bytes.length) {
      throw new IOException("send: errno " + Native.getLastError());
    }
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
