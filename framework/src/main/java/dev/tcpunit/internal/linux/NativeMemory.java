package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory for the kernel's structures, in the machine's byte order. */
public final class NativeMemory {
  private NativeMemory() {}

  /** Zeroed memory whose address the kernel can be given. */
  public static ByteBuffer allocate(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  /** One {@code int}, as most socket options are. */
  public static ByteBuffer ofInt(int value) {
    return allocate(Integer.BYTES).putInt(0, value);
  }

  /**
   * The number whose bytes in this machine's order are those of the value in network order (htons).
   */
  static int networkOrder(short value) {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return Short.toUnsignedInt(big ? value : Short.reverseBytes(value));
  }

  /** Writes an address as wide as the machine's are. */
  static void putAddress(ByteBuffer structure, int at, long address) {
    if (Native.POINTER_SIZE == Long.BYTES) {
      structure.putLong(at, address);
    } else {
      structure.putInt(at, (int) address);
    }
  }
}
