package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.net.ChecksumStatus;
import java.nio.ByteBuffer;

/**
 * Frames in the order of capture: one thread appends, any number read behind it through cursors.
 *
 * <p>The store holds only its last chunk; a cursor holds the chunks from its place on. So what no
 * open window needs any more is garbage, with no bookkeeping. Positions count bytes of the store
 * and only grow.
 */
final class FrameStore {
  static final int CHUNK_BYTES = 1 << 20;

  private static final int TIME = 0;
  private static final int CAPTURED = 8;
  private static final int ORIGINAL = 12;
  private static final int LINK = 16;
  private static final int CHECKSUM = 20;
  private static final int HEADER = 24;
  private static final ChecksumStatus[] CHECKSUMS = ChecksumStatus.values();

  private volatile Chunk tail = new Chunk(0, CHUNK_BYTES);

  /** A run of frames; the next chunk is linked only after the last frame of this one. */
  private static final class Chunk {
    final long start;
    final byte[] data;
    final ByteBuffer view;
    volatile int committed;
    volatile Chunk next;

    Chunk(long start, int bytes) {
      this.start = start;
      this.data = new byte[bytes];
      this.view = ByteBuffer.wrap(data);
    }
  }

  /**
   * Appends a frame. Only the capturing thread calls this.
   *
   * @param keep how many of the captured bytes are kept
   */
  void append(CapturedFrame frame, int keep) {
    Chunk chunk = tail;
    int at = chunk.committed;
    if (chunk.data.length - at < HEADER + keep) {
      chunk = new Chunk(chunk.start + at, Math.max(CHUNK_BYTES, HEADER + keep));
      tail.next = chunk;
      tail = chunk;
      at = 0;
    }
    ByteBuffer view = chunk.view;
    view.putLong(at + TIME, frame.timeNanos());
    view.putInt(at + CAPTURED, keep);
    view.putInt(at + ORIGINAL, frame.originalLength());
    view.putInt(at + LINK, frame.linkType());
    view.putInt(at + CHECKSUM, frame.checksumStatus().ordinal());
    System.arraycopy(frame.buffer(), frame.offset(), chunk.data, at + HEADER, keep);
    chunk.committed = at + HEADER + keep;
  }

  /** Where the next frame will be appended. */
  long position() {
    Chunk chunk = tail;
    return chunk.start + chunk.committed;
  }

  /** A cursor that reads the frames appended from now on. */
  Cursor cursor() {
    Chunk chunk = tail;
    return new Cursor(chunk, chunk.committed);
  }

  /** Reads frames in order; each reader has its own, used by one thread at a time. */
  static final class Cursor {
    private Chunk chunk;
    private int at;

    private Cursor(Chunk chunk, int at) {
      this.chunk = chunk;
      this.at = at;
    }

    Cursor copy() {
      return new Cursor(chunk, at);
    }

    long position() {
      return chunk.start + at;
    }

    /**
     * Reads the next frame before a position.
     *
     * @return false if there is none yet
     */
    boolean next(CapturedFrame frame, long before) {
      while (at == chunk.committed) {
        Chunk following = chunk.next;
        if (following == null) {
          return false;
        }
        if (at == chunk.committed) {
          chunk = following;
          at = 0;
        }
      }
      if (position() >= before) {
        return false;
      }
      ByteBuffer view = chunk.view;
      int captured = view.getInt(at + CAPTURED);
      frame.wrap(chunk.data, at + HEADER, captured, view.getInt(at + ORIGINAL));
      frame.stamp(
          view.getLong(at + TIME), view.getInt(at + LINK), CHECKSUMS[view.getInt(at + CHECKSUM)]);
      at += HEADER + captured;
      return true;
    }
  }
}
