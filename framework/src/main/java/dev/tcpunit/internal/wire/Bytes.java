package dev.tcpunit.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads numbers from an array, in network byte order unless the name says otherwise; the caller has
 * checked the bounds. Only numbers of 8 bytes are read by a VarHandle: creating each kind of them
 * costs milliseconds at start-up.
 */
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_ENDIAN_LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  static int i32(byte[] bytes, int at) {
    return u16(bytes, at) << 16 | u16(bytes, at + 2);
  }

  static long u32(byte[] bytes, int at) {
    return i32(bytes, at) & 0xFFFF_FFFFL;
  }

  static long i64(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  static long i64LittleEndian(byte[] bytes, int at) {
    return (long) LITTLE_ENDIAN_LONGS.get(bytes, at);
  }
}
