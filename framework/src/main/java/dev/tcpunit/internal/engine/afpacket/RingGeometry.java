package dev.tcpunit.internal.engine.afpacket;

import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.internal.linux.MappedMemory;
import dev.tcpunit.internal.linux.NativeMemory;
import java.nio.ByteBuffer;

/**
 * How the ring is cut into blocks. The kernel hands a block over when it is full or a millisecond
 * old, however little is in it: small blocks are many, and so cover a longer stall of the reader.
 */
record RingGeometry(int blockBytes, int blocks) {
  private static final int SMALLEST_BLOCK = 32 << 10;

  /** Room for a GSO super-segment of 64 KiB; longer ones (BIG TCP) are cut to fit. */
  private static final int LARGEST_BLOCK = 128 << 10;

  /** More than the headers of a block and of one packet take. */
  private static final int OVERHEAD = 256;

  private static final int FRAME_BYTES = 2048; // only has to divide a block in version 3
  private static final int BLOCK_MILLIS = 1;
  private static final int REQUEST_BYTES = 28;

  static RingGeometry of(CaptureRequest request) {
    int wanted = Integer.highestOneBit(request.snapLength() + OVERHEAD - 1) << 1;
    int smallest = Math.max(SMALLEST_BLOCK, MappedMemory.pageSize());
    int blockBytes = Math.max(smallest, Math.min(LARGEST_BLOCK, wanted));
    return new RingGeometry(blockBytes, Math.max(2, request.bufferBytes() / blockBytes));
  }

  int totalBytes() {
    return Math.multiplyExact(blockBytes, blocks);
  }

  /** The geometry as {@code struct tpacket_req3}. */
  ByteBuffer request() {
    ByteBuffer request = NativeMemory.allocate(REQUEST_BYTES);
    request.putInt(blockBytes).putInt(blocks);
    request.putInt(FRAME_BYTES).putInt(blockBytes / FRAME_BYTES * blocks);
    return request.putInt(BLOCK_MILLIS).rewind();
  }

  @Override
  public String toString() {
    return blocks + " blocks of " + blockBytes + " bytes";
  }
}
