package dev.tcpunit.internal.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory for the kernel's structures, in the machine's byte order. */
public final class Bytes {
  private Bytes() {}

  /** Zeroed memory whose address the kernel can be given. */
  public static ByteBuffer allocate(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  /** One {@code int}, as most socket options are. */
  public static ByteBuffer ofInt(int value) {
    return allocate(Integer.BYTES).putInt(0, value);
  }
}
