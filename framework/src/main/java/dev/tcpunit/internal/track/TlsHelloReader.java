package dev.tcpunit.internal.track;

import dev.tcpunit.trace.TlsHello;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Reads the ClientHello or ServerHello that a handshake's first record holds. */
final class TlsHelloReader {
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int RANDOM_BYTES = 32;

  /** RFC 8446 section 4.2. */
  private static final int SUPPORTED_VERSIONS = 43;

  /** RFC 8701: values like 0x?A?A are reserved and mean nothing. */
  private static final int GREASE = 0x0A0A;

  private TlsHelloReader() {}

  /** Reads the message; null where the record begins with another. */
  static TlsHello read(byte[] record) {
    ByteBuffer message = ByteBuffer.wrap(record);
    if (message.remaining() < 6 + RANDOM_BYTES) {
      return null;
    }
    int type = message.get();
    int end = 4 + (uint8(message) << 16 | uint16(message));
    if (type != CLIENT_HELLO && type != SERVER_HELLO) {
      return null;
    }
    int version = uint16(message);
    byte[] random = new byte[RANDOM_BYTES];
    message.get(random);
    String name = HexFormat.of().formatHex(random);
    try {
      message.limit(end);
      return type == CLIENT_HELLO
          ? ofClient(name, version, message)
          : ofServer(name, version, message);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return new TlsHello(name, 0);
    }
  }

  private static TlsHello ofClient(String random, int version, ByteBuffer message) {
    skip(message, uint8(message));
    skip(message, uint16(message));
    skip(message, uint8(message));
    int latest = version;
    ByteBuffer offered = extension(message);
    if (offered != null) {
      skip(offered, 1);
      while (offered.hasRemaining()) {
        int offer = uint16(offered);
        latest = (offer & 0x0F0F) == GREASE ? latest : Math.max(latest, offer);
      }
    }
    return new TlsHello(random, latest);
  }

  private static TlsHello ofServer(String random, int version, ByteBuffer message) {
    skip(message, uint8(message));
    skip(message, 3);
    ByteBuffer chosen = extension(message);
    return new TlsHello(random, chosen == null ? version : uint16(chosen));
  }

  /** The extension with the versions; null if there is none. */
  private static ByteBuffer extension(ByteBuffer message) {
    if (!message.hasRemaining()) {
      return null;
    }
    skip(message, 2);
    while (message.hasRemaining()) {
      int type = uint16(message);
      int length = uint16(message);
      if (type == SUPPORTED_VERSIONS) {
        return message.limit(message.position() + length);
      }
      skip(message, length);
    }
    return null;
  }

  private static void skip(ByteBuffer message, int bytes) {
    message.position(message.position() + bytes);
  }

  private static int uint8(ByteBuffer message) {
    return Byte.toUnsignedInt(message.get());
  }

  private static int uint16(ByteBuffer message) {
    return Short.toUnsignedInt(message.getShort());
  }
}
