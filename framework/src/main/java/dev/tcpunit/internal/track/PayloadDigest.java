package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.HttpPart;
import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The SHA-256 of a flow's payload, byte by byte in order, its HTTP/1 messages and TLS records.
 * Bytes that arrive early are held back, up to a bound. A byte that was not captured, or too many
 * held back, end the digest without a result.
 */
public final class PayloadDigest {
  private final HeldBytes budget;
  private final MessageDigest digest = sha256();
  private final HttpScanner http = new HttpScanner();
  private final TlsScanner tls = new TlsScanner();
  private TreeMap<Long, byte[]> early;
  private long next = 1;
  private int held;
  private boolean lost;

  public PayloadDigest(HeldBytes budget) {
    this.budget = budget;
  }

  /** Takes the payload of a segment, resent or not; bytes that were there before do not count. */
  public void take(long start, DecodedSegment segment) {
    if (lost || segment.payloadLength == 0 || start + segment.payloadLength <= next) {
      return;
    }
    if (segment.payloadBuffer == null || segment.payloadCaptured < segment.payloadLength) {
      giveUp();
      return;
    }
    if (start > next) {
      hold(start, segment);
      return;
    }
    int skip = (int) (next - start);
    update(segment.payloadBuffer, segment.payloadOffset + skip, segment.payloadLength - skip);
    drain();
  }

  /** Takes one byte, or -1 for one that was not captured. */
  public void take(long start, int value) {
    if (value < 0) {
      giveUp();
    } else if (!lost && start == next) {
      update(new byte[] {(byte) value}, 0, 1);
      drain();
    }
  }

  /** The digest so far in hexadecimal, or null if not all bytes up to an offset were captured. */
  public String upTo(long end) {
    if (lost || next != end) {
      return null;
    }
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the platform cannot be copied", e);
    }
  }

  /** The HTTP/1 messages in what was captured in order. */
  List<HttpMessage> messages() {
    return http.messages();
  }

  /** The TLS records in what was captured in order. */
  List<TlsRecord> tlsRecords() {
    return tls.records();
  }

  /** The hello with which they begin; null if it is none. */
  TlsHello tlsHello() {
    return tls.hello();
  }

  /** The first parts of the HTTP/1 messages. */
  List<HttpPart> parts() {
    return http.parts();
  }

  private void hold(long start, DecodedSegment segment) {
    if (early == null) {
      early = new TreeMap<>();
    }
    byte[] known = early.get(start);
    int more = segment.payloadLength - (known == null ? 0 : known.length);
    if (more <= 0) {
      return;
    }
    if (!budget.reserve(held, more)) {
      giveUp();
      return;
    }
    int from = segment.payloadOffset;
    early.put(start, Arrays.copyOfRange(segment.payloadBuffer, from, from + segment.payloadLength));
    held += more;
  }

  private void drain() {
    while (early != null && !early.isEmpty() && early.firstKey() <= next) {
      var first = early.pollFirstEntry();
      byte[] bytes = first.getValue();
      held -= bytes.length;
      budget.release(bytes.length);
      int skip = (int) Math.min(bytes.length, next - first.getKey());
      update(bytes, skip, bytes.length - skip);
    }
  }

  private void update(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    http.take(bytes, from, length);
    tls.take(bytes, from, length);
    next += length;
  }

  private void giveUp() {
    lost = true;
    early = null;
    budget.release(held);
    held = 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
