package dev.tcpunit.internal.track;

import dev.tcpunit.trace.TlsRecord;

/**
 * Finds where TLS records begin and end in a flow, byte by byte in order. The first one is of a
 * handshake, at the start of a piece: some protocols ask for TLS before they begin it. Behind it
 * bytes that are no record stop the search for good, and none is known then.
 */
final class TlsScanner {
  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int HEARTBEAT = 24;

  /** SSL 3.0 and all versions of TLS have this one (RFC 8446 section 5.1). */
  private static final int MAJOR_VERSION = 3;

  private static final int LATEST_MINOR_VERSION = 4;

  /** What TLS 1.2 allows, which is more than TLS 1.3 does (RFC 5246 section 6.2.3). */
  private static final int LONGEST = (1 << 14) + 2048;

  private final byte[] header = new byte[HEADER];
  private int known;
  private int left;
  private long offset = 1;
  private boolean other;
  private TlsRecord last;

  /** The last record that has come whole, if what came behind it begins no other; else null. */
  TlsRecord last() {
    return other || known > 0 ? null : last;
  }

  /** Takes the bytes that come next. */
  void take(byte[] bytes, int from, int count) {
    if (other && last == null) {
      other = false;
      known = 0;
    }
    int at = from;
    while (at < from + count && !other) {
      if (known < HEADER) {
        header[known++] = bytes[at++];
        offset++;
        if (known == HEADER) {
          begin();
        }
      } else {
        int taken = Math.min(left, from + count - at);
        left -= taken;
        offset += taken;
        at += taken;
      }
      if (known == HEADER && left == 0) {
        end();
      }
    }
    offset += from + count - at;
  }

  private void begin() {
    left = length();
    other =
        type() < (last == null ? HANDSHAKE : CHANGE_CIPHER_SPEC)
            || type() > (last == null ? HANDSHAKE : HEARTBEAT)
            || header[1] != MAJOR_VERSION
            || header[2] < 0
            || header[2] > LATEST_MINOR_VERSION
            || left > LONGEST;
  }

  private void end() {
    if (!other) {
      last = new TlsRecord(offset - HEADER - length(), offset, type());
      known = 0;
    }
  }

  private int type() {
    return header[0];
  }

  private int length() {
    return Byte.toUnsignedInt(header[3]) << Byte.SIZE | Byte.toUnsignedInt(header[4]);
  }
}
