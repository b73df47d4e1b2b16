package dev.tcpunit.internal.engine.afpacket;

import dev.tcpunit.internal.engine.FrameSource.Sink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the blocks of a ring of version 3. A block's status says whether the kernel or this process
 * owns it; it is read with acquire and written with release semantics, as it guards the block's
 * content.
 */
final class RingReader {
  private static final VarHandle STATUS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  // struct tpacket_block_desc
  private static final int BLOCK_STATUS = 8;
  private static final int PACKET_COUNT = 12;
  private static final int FIRST_PACKET = 16;

  // struct tpacket3_hdr
  private static final int NEXT_PACKET = 0;

  private static final int TP_STATUS_KERNEL = 0;
  private static final int TP_STATUS_USER = 1;

  private final ByteBuffer ring;
  private final RingGeometry geometry;
  private final FrameBuilder frames;
  private int block;

  RingReader(ByteBuffer ring, RingGeometry geometry, FrameBuilder frames) {
    this.ring = ring;
    this.geometry = geometry;
    this.frames = frames;
  }

  /**
   * Delivers all blocks that the kernel has handed over; returns false if the sink wants no more.
   */
  boolean deliverReadyBlocks(Sink sink) {
    int start = block * geometry.blockBytes();
    while (((int) STATUS.getAcquire(ring, start + BLOCK_STATUS) & TP_STATUS_USER) != 0) {
      if (!deliverBlock(start, sink)) {
        return false;
      }
      STATUS.setRelease(ring, start + BLOCK_STATUS, TP_STATUS_KERNEL);
      block = (block + 1) % geometry.blocks();
      start = block * geometry.blockBytes();
    }
    return true;
  }

  private boolean deliverBlock(int start, Sink sink) {
    int packets = ring.getInt(start + PACKET_COUNT);
    int packet = start + ring.getInt(start + FIRST_PACKET);
    for (int i = 0; i < packets; i++) {
      if (!sink.accept(frames.read(ring, packet))) {
        return false;
      }
      packet += ring.getInt(packet + NEXT_PACKET);
    }
    return true;
  }
}
