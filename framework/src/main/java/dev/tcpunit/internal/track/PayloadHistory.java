package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import java.util.Arrays;

/**
 * The latest payload bytes of all flows together, in a ring of bounded size; each piece knows the
 * one before it in the same flow. So a flow can be asked whether what comes again is what came
 * before.
 *
 * <p>A piece is named by its number, counted from 1 and never used again.
 */
public final class PayloadHistory {
  /** Names no piece. */
  static final long NONE = 0;

  private static final int FIRST_BYTES = 1 << 16;
  private static final int MOST_BYTES = 1 << 24;
  private static final int FIRST_PIECES = 1 << 6;
  private static final int MOST_PIECES = 1 << 16;
  private static final int WORDS = 3;
  private static final int POSITION_SHIFT = 24;
  private static final int DAMAGED_BIT = 1 << 23;
  private static final int LENGTH_MASK = DAMAGED_BIT - 1;

  private byte[] bytes = new byte[FIRST_BYTES];
  private long[] words = new long[FIRST_PIECES * WORDS];
  private long written;
  private long head;

  /** Whether a piece and all of its bytes are still there. */
  boolean holds(long piece) {
    return piece > head - pieces() && piece > NONE && position(piece) >= written - bytes.length;
  }

  /** Appends what was captured of a segment's payload; the flow keeps the number. */
  long add(long previous, long start, DecodedSegment segment) {
    int captured = segment.payloadBuffer == null ? 0 : segment.payloadCaptured;
    int length = Math.min(captured, LENGTH_MASK);
    if (length == 0) {
      return previous;
    }
    int damaged = segment.checksum == ChecksumStatus.BAD ? DAMAGED_BIT : 0;
    return add(previous, start, segment.payloadBuffer, segment.payloadOffset, length | damaged);
  }

  /** Appends one byte. */
  long add(long previous, long start, byte value) {
    return add(previous, start, new byte[] {value}, 0, 1);
  }

  private long add(long previous, long start, byte[] from, int offset, int extent) {
    int length = extent & LENGTH_MASK;
    reserve(length);
    int at = at(++head);
    words[at] = start;
    words[at + 1] = written << POSITION_SHIFT | extent;
    words[at + 2] = previous;
    int place = place(written);
    int first = Math.min(length, bytes.length - place);
    System.arraycopy(from, offset, bytes, place, first);
    System.arraycopy(from, offset + first, bytes, 0, length - first);
    written += length;
    return head;
  }

  /** The piece before it in the same flow, or {@link #NONE}. */
  long previous(long piece) {
    return words[at(piece) + 2];
  }

  long start(long piece) {
    return words[at(piece)];
  }

  long end(long piece) {
    return start(piece) + (words[at(piece) + 1] & LENGTH_MASK);
  }

  /** Whether the checksum says that these are not the bytes that were sent. */
  boolean isDamaged(long piece) {
    return (words[at(piece) + 1] & DAMAGED_BIT) != 0;
  }

  /** Whether the piece has these bytes from an offset of the flow on, all within it. */
  boolean has(long piece, long from, byte[] other, int offset, int length) {
    int place = place(position(piece) + from - start(piece));
    int first = Math.min(length, bytes.length - place);
    return Arrays.equals(bytes, place, place + first, other, offset, offset + first)
        && Arrays.equals(bytes, 0, length - first, other, offset + first, offset + length);
  }

  private void reserve(int length) {
    while (written + length > bytes.length && bytes.length < MOST_BYTES) {
      growBytes();
    }
    if (head >= pieces() && pieces() < MOST_PIECES) {
      growPieces();
    }
  }

  private void growBytes() {
    byte[] old = bytes;
    bytes = new byte[2 * old.length];
    for (long at = Math.max(0, written - old.length); at < written; ) {
      int from = (int) (at & old.length - 1);
      int length = (int) Math.min(old.length - from, written - at);
      System.arraycopy(old, from, bytes, place(at), length);
      at += length;
    }
  }

  private void growPieces() {
    long[] old = words;
    int oldMask = old.length / WORDS - 1;
    words = new long[2 * old.length];
    for (long piece = Math.max(1, head - oldMask); piece <= head; piece++) {
      System.arraycopy(old, (int) (piece & oldMask) * WORDS, words, at(piece), WORDS);
    }
  }

  private long position(long piece) {
    return words[at(piece) + 1] >>> POSITION_SHIFT;
  }

  private int pieces() {
    return words.length / WORDS;
  }

  private int at(long piece) {
    return (int) (piece & pieces() - 1) * WORDS;
  }

  private int place(long position) {
    return (int) (position & bytes.length - 1);
  }
}
