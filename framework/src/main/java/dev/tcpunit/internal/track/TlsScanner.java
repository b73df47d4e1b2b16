package dev.tcpunit.internal.track;

import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;

/**
 * Finds where TLS records begin and end in a flow, byte by byte in order. The first one is of a
 * handshake, or the alert that refuses one, at the start of a piece: some protocols ask for TLS
 * before they begin it. Behind it bytes that are no record stop the search for good, and none is
 * known then.
 */
final class TlsScanner {
  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int HEARTBEAT = 24;

  /** SSL 3.0 and all versions of TLS have this one (RFC 8446 section 5.1). */
  private static final int MAJOR_VERSION = 3;

  private static final int LATEST_MINOR_VERSION = 4;

  /** What TLS 1.2 allows, which is more than TLS 1.3 does (RFC 5246 section 6.2.3). */
  private static final int LONGEST = (1 << 14) + 2048;

  /** An alert that is longer is protected (RFC 8446 section 6). */
  private static final int PLAIN_ALERT = 2;

  private static final int WARNING = 1;
  private static final int FATAL = 2;

  private static final byte[] NOTHING = {};

  private final byte[] header = new byte[HEADER];
  private int known;
  private int left;
  private long offset = 1;
  private boolean other;
  private TlsRecordList records;
  private TlsHello hello;

  /** What the current record holds, as far as it is read: the first one, and alerts. */
  private byte[] content = NOTHING;

  /** The records that have come whole; none if what came behind them begins no other. */
  List<TlsRecord> records() {
    return records == null || other ? List.of() : records.view();
  }

  /** What the message says that the first record holds; null if it is no hello. */
  TlsHello hello() {
    return other ? null : hello;
  }

  /** Takes the bytes that come next. */
  void take(byte[] bytes, int from, int count) {
    if (other && records == null) {
      other = false;
      known = 0;
    }
    int at = from;
    while (at < from + count && !other && !isFull()) {
      if (known < HEADER) {
        header[known++] = bytes[at++];
        offset++;
        if (known == HEADER) {
          begin();
        }
      } else {
        int taken = Math.min(left, from + count - at);
        keep(bytes, at, taken);
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

  private boolean isFull() {
    return records != null && records.isFull();
  }

  private void begin() {
    left = length();
    boolean possible =
        records == null
            ? type() == HANDSHAKE || isPlainAlert()
            : type() >= CHANGE_CIPHER_SPEC && type() <= HEARTBEAT;
    other =
        !possible
            || header[1] != MAJOR_VERSION
            || header[2] < 0
            || header[2] > LATEST_MINOR_VERSION
            || left > LONGEST;
    content = !other && (records == null || isPlainAlert()) ? new byte[left] : NOTHING;
  }

  private void keep(byte[] bytes, int from, int count) {
    if (content.length > 0) {
      System.arraycopy(bytes, from, content, content.length - left, count);
    }
  }

  private void end() {
    other |= isPlainAlert() && content[0] != WARNING && content[0] != FATAL;
    if (other) {
      return;
    }
    if (records == null) {
      records = new TlsRecordList(offset - HEADER - length());
      hello = TlsHelloReader.read(content);
    }
    records.add(offset, type(), isPlainAlert() ? Byte.toUnsignedInt(content[1]) : -1);
    content = NOTHING;
    known = 0;
  }

  private boolean isPlainAlert() {
    return type() == ALERT && length() == PLAIN_ALERT;
  }

  private int type() {
    return header[0];
  }

  private int length() {
    return Byte.toUnsignedInt(header[3]) << Byte.SIZE | Byte.toUnsignedInt(header[4]);
  }
}
