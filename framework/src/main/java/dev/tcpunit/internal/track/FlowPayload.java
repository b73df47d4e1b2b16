package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.HttpPart;
import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;

/** The payload of a flow: the digest of all of it, and the latest bytes themselves. */
public final class FlowPayload {
  /** How bytes that were sent again compare with those sent before. */
  public enum Comparison {
    /** They are the same, or one of the segments was damaged on the way, as its checksum shows. */
    SAME,
    /** They differ. */
    OTHER,
    /** Some of the earlier ones were not captured, or so long ago that they were not kept. */
    NOT_KEPT
  }

  /** How many pieces may lie between bytes and their repetition. */
  private static final int DEPTH = 1 << 14;

  private final PayloadDigest digest;
  private final PayloadHistory history;
  private long latest = PayloadHistory.NONE;

  public FlowPayload(HeldBytes budget, PayloadHistory history) {
    digest = new PayloadDigest(budget);
    this.history = history;
  }

  /** Takes the payload of a segment, resent or not. */
  public void take(long start, DecodedSegment segment) {
    latest = history.add(latest, start, segment);
    digest.take(start, segment);
  }

  /** Takes one byte, or -1 for one that was not captured. */
  public void take(long start, int value) {
    if (value >= 0) {
      latest = history.add(latest, start, (byte) value);
    }
    digest.take(start, value);
  }

  /** The HTTP/1 messages in what was captured in order, without a hole. */
  public List<HttpMessage> messages() {
    return digest.messages();
  }

  /** The TLS records in what was captured in order, without a hole. */
  public List<TlsRecord> tlsRecords() {
    return digest.tlsRecords();
  }

  /** The hello with which they begin; null if it is none. */
  public TlsHello tlsHello() {
    return digest.tlsHello();
  }

  /** The first parts of the HTTP/1 messages. */
  public List<HttpPart> parts() {
    return digest.parts();
  }

  /** The digest so far in hexadecimal, or null if not all bytes up to an offset were captured. */
  public String digestUpTo(long end) {
    return digest.upTo(end);
  }

  /**
   * Compares a segment that has not been taken yet with what was there before.
   *
   * @param repeated how many of its bytes were there before
   */
  public Comparison compare(long start, DecodedSegment segment, long repeated) {
    long end = start + (segment.payloadBuffer == null ? 0 : segment.payloadCaptured);
    boolean damaged = segment.checksum == ChecksumStatus.BAD;
    RangeSet sound = new RangeSet();
    RangeSet compared = new RangeSet();
    long piece = latest;
    for (int i = 0; i < DEPTH && history.holds(piece) && sound.total() < repeated; i++) {
      long from = Math.max(start, history.start(piece));
      long to = Math.min(end, history.end(piece));
      if (from < to) {
        boolean excused = damaged || history.isDamaged(piece);
        if (!excused && !isSame(piece, start, segment, from, to)) {
          return Comparison.OTHER;
        }
        compared.add(from, to);
        if (!excused) {
          sound.add(from, to);
        }
      }
      piece = history.previous(piece);
    }
    return compared.total() < repeated ? Comparison.NOT_KEPT : Comparison.SAME;
  }

  private boolean isSame(long piece, long start, DecodedSegment segment, long from, long to) {
    int offset = segment.payloadOffset + (int) (from - start);
    return history.has(piece, from, segment.payloadBuffer, offset, (int) (to - from));
  }
}
