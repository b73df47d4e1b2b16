package dev.tcpunit.internal.file;

import java.nio.charset.StandardCharsets;

/** Walks through the options of the block in the window; one object serves all blocks. */
final class PcapngOptions {
  private static final int HEADER = 4;

  private final ByteSource source;
  private int next;
  private int end;
  private int code;
  private int length;
  private int value;

  PcapngOptions(ByteSource source) {
    this.source = source;
  }

  PcapngOptions within(int from, int to) {
    next = from;
    end = to;
    return this;
  }

  /** Goes to the next option; false at the end, or where an option does not fit in the block. */
  boolean next() {
    if (end - next < HEADER) {
      return false;
    }
    code = source.unsigned16(next);
    length = source.unsigned16(next + 2);
    value = next + HEADER;
    if (code == PcapngFormat.OPT_END || length > end - value) {
      return false;
    }
    next = value + (length + 3 & ~3);
    return true;
  }

  /** True if the option is the one with this code and its value has at least so many bytes. */
  boolean is(int wanted, int minimumLength) {
    return code == wanted && length >= minimumLength;
  }

  int int32() {
    return source.int32(value);
  }

  int unsigned8() {
    return Byte.toUnsignedInt(source.bytes()[source.position() + value]);
  }

  /** Eight bytes in the byte order of the section. */
  long int64() {
    return source.int64(value);
  }

  /** A time: its higher half first, in either byte order. */
  long time() {
    return source.unsigned32(value) << 32 | source.unsigned32(value + 4);
  }

  String text() {
    return new String(source.bytes(), source.position() + value, length, StandardCharsets.UTF_8);
  }
}
