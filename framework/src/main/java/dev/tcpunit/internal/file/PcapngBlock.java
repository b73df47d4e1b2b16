package dev.tcpunit.internal.file;

import static dev.tcpunit.internal.file.PcapngFormat.BLOCK_OVERHEAD;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds one block at a time, little-endian, in an array that serves all of them. */
final class PcapngBlock {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MAXIMUM_OPTION = 0xffff;

  private byte[] bytes = new byte[4096];
  private int size;
  private boolean hasOptions;

  PcapngBlock start(int type) {
    size = 0;
    hasOptions = false;
    return int32(type).int32(0);
  }

  PcapngBlock int16(int value) {
    SHORTS.set(room(2), size, (short) value);
    size += 2;
    return this;
  }

  PcapngBlock int32(int value) {
    INTS.set(room(4), size, value);
    size += 4;
    return this;
  }

  PcapngBlock int64(long value) {
    LONGS.set(room(8), size, value);
    size += 8;
    return this;
  }

  /** Times stand as two halves, the higher one first, in either byte order. */
  PcapngBlock time(long units) {
    return int32((int) (units >>> 32)).int32((int) units);
  }

  PcapngBlock padded(byte[] source, int offset, int length) {
    int end = length + 3 & ~3;
    System.arraycopy(source, offset, room(end), size, length);
    Arrays.fill(bytes, size + length, size + end, (byte) 0);
    size += end;
    return this;
  }

  PcapngBlock option8(int code, int value) {
    return option(code, 1).padded(new byte[] {(byte) value}, 0, 1);
  }

  PcapngBlock option32(int code, int value) {
    return option(code, 4).int32(value);
  }

  PcapngBlock option64(int code, long value) {
    return option(code, 8).int64(value);
  }

  PcapngBlock optionTime(int code, long units) {
    return option(code, 8).time(units);
  }

  PcapngBlock optionText(int code, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = utf8.length <= MAXIMUM_OPTION ? utf8.length : characterStart(utf8, MAXIMUM_OPTION);
    return option(code, length).padded(utf8, 0, length);
  }

  /** Completes the block and writes it. */
  void writeTo(OutputStream out) throws IOException {
    if (hasOptions) {
      int32(PcapngFormat.OPT_END);
    }
    int length = size - 8 + BLOCK_OVERHEAD;
    int32(length);
    INTS.set(bytes, 4, length);
    out.write(bytes, 0, size);
  }

  private PcapngBlock option(int code, int length) {
    hasOptions = true;
    return int16(code).int16(length);
  }

  private byte[] room(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
    return bytes;
  }

  /** Where the character that would be cut at {@code index} starts. */
  private static int characterStart(byte[] utf8, int index) {
    int start = index;
    while ((utf8[start] & 0xc0) == 0x80) {
      start--;
    }
    return start;
  }
}
