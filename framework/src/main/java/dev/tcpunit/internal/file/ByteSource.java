package dev.tcpunit.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A window that slides over a stream: reads large blocks into one reused array, and hands on what a
 * pipe has as soon as it has it.
 *
 * <p>The array grows only when it is full of bytes that are really there, so no length in a file,
 * however large, can make it allocate.
 */
final class ByteSource {
  /**
   * Small enough for the processor's cache, through which the JDK copies each block twice, and so
   * large that reading a gigabyte takes too few calls to be compiled.
   */
  static final int BLOCK_BYTES = 256 << 10;

  /** The only VarHandle: creating each kind of them costs milliseconds at start-up. */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final InputStream in;
  private byte[] bytes = new byte[BLOCK_BYTES];
  private int position;
  private int limit;
  private long offsetOfArray;
  private boolean bigEndian;

  ByteSource(InputStream in) {
    this.in = in;
  }

  void setBigEndian(boolean newBigEndian) {
    bigEndian = newBigEndian;
  }

  /** The array; another one after any call of {@link #has}. */
  byte[] bytes() {
    return bytes;
  }

  /** Where in the array the window starts. */
  int position() {
    return position;
  }

  /** Where in the stream the window starts. */
  long offset() {
    return offsetOfArray + position;
  }

  /** How many bytes are at hand without reading. */
  int available() {
    return limit - position;
  }

  /** Reads until {@code count} bytes are in the window; false if the stream ends before. */
  boolean has(int count) throws IOException {
    return count <= limit - position || fill(count);
  }

  void advance(int count) {
    position += count;
  }

  /** Moves the window on without keeping what it passes; false if the stream ends before. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > limit - position) {
      left -= limit - position;
      position = limit;
      if (!fill(1)) {
        return false;
      }
    }
    position += (int) left;
    return true;
  }

  int int32(int index) {
    int at = position + index;
    int value =
        bytes[at] & 0xFF
            | (bytes[at + 1] & 0xFF) << 8
            | (bytes[at + 2] & 0xFF) << 16
            | bytes[at + 3] << 24;
    return bigEndian ? Integer.reverseBytes(value) : value;
  }

  long unsigned32(int index) {
    return Integer.toUnsignedLong(int32(index));
  }

  /** Two numbers of 32 bits at once, the first one in the lower half. */
  long twoInts(int index) {
    long value = (long) LONGS.get(bytes, position + index);
    return bigEndian ? Long.rotateLeft(Long.reverseBytes(value), 32) : value;
  }

  long int64(int index) {
    long value = (long) LONGS.get(bytes, position + index);
    return bigEndian ? Long.reverseBytes(value) : value;
  }

  int unsigned16(int index) {
    int first = bytes[position + index] & 0xFF;
    int second = bytes[position + index + 1] & 0xFF;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  /** A damage that starts where the window starts. */
  DamagedFileException damaged(String format, Object... arguments) {
    return new DamagedFileException(offset(), String.format(format, arguments));
  }

  private boolean fill(int count) throws IOException {
    makeRoom(count);
    while (limit - position < count) {
      if (limit == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      int read = in.read(bytes, limit, bytes.length - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }

  private void makeRoom(int count) {
    if (position == limit || position + (long) count > bytes.length) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      offsetOfArray += position;
      limit -= position;
      position = 0;
    }
  }
}
