package dev.tcpunit.internal.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes capture files byte by byte, right or wrong, in either byte order. */
final class CaptureBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  CaptureBytes(ByteOrder order) {
    this.order = order;
  }

  static CaptureBytes littleEndian() {
    return new CaptureBytes(ByteOrder.LITTLE_ENDIAN);
  }

  static CaptureBytes bigEndian() {
    return new CaptureBytes(ByteOrder.BIG_ENDIAN);
  }

  CaptureBytes int16(int... values) {
    for (int value : values) {
      raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }
    return this;
  }

  CaptureBytes int32(long... values) {
    for (long value : values) {
      raw(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
    }
    return this;
  }

  CaptureBytes int64(long value) {
    return raw(ByteBuffer.allocate(8).order(order).putLong(value).array());
  }

  CaptureBytes raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  CaptureBytes padded(byte... bytes) {
    raw(bytes);
    return raw(new byte[-bytes.length & 3]);
  }

  CaptureBytes pcapHeader(int magic, int linkType) {
    return pcapHeader(magic, 4, 65_535, linkType);
  }

  CaptureBytes pcapHeader(int magic, int minorVersion, long snapLength, int linkType) {
    return int32(magic).int16(2, minorVersion).int32(0, 0, snapLength, linkType);
  }

  CaptureBytes pcapRecord(long seconds, long fraction, long original, byte... data) {
    return int32(seconds, fraction, data.length, original).raw(data);
  }

  CaptureBytes block(long type, byte... body) {
    return int32(type, body.length + 12).raw(body).int32(body.length + 12);
  }

  CaptureBytes section(byte... options) {
    byte[] body = part().int32(0x1a2b3c4d).int16(1, 0).int64(-1).raw(options).toBytes();
    return block(0x0a0d0d0a, body);
  }

  CaptureBytes interfaceBlock(int linkType, long snapLength, byte... options) {
    return block(1, part().int16(linkType, 0).int32(snapLength).raw(options).toBytes());
  }

  CaptureBytes enhanced(int interfaceId, long time, byte[] data, byte... options) {
    CaptureBytes body = part().int32(interfaceId, time >>> 32, time, data.length, data.length);
    return block(6, body.padded(data).raw(options).toBytes());
  }

  CaptureBytes option(int code, byte... value) {
    return int16(code, value.length).padded(value);
  }

  CaptureBytes option(int code, String value) {
    return option(code, value.getBytes(StandardCharsets.UTF_8));
  }

  /** An empty piece in the same byte order. */
  CaptureBytes part() {
    return new CaptureBytes(order);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
