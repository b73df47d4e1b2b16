package dev.tcpunit.lab;

import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.MappedMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Room for frames that wait. It grows as they need it, and is given back when closed. */
final class FramePool implements AutoCloseable {
  private static final int CHUNK_BYTES = 512 << 10;

  private final int slotBytes;
  private final int slotsPerChunk;
  private final List<MappedMemory> memory = new ArrayList<>();
  private final List<ByteBuffer> chunks = new ArrayList<>();
  private int[] free = new int[0];
  private int freeCount;

  FramePool(int slotBytes) {
    this.slotBytes = slotBytes;
    this.slotsPerChunk = Math.max(1, CHUNK_BYTES / slotBytes);
  }

  /** Copies a frame into a free slot; returns the slot. */
  int keep(FrameView frame) throws LinuxException {
    int slot = take();
    bytes(slot).put(at(slot), frame.bytes(), frame.start(), frame.length());
    return slot;
  }

  int keep(byte[] frame) throws LinuxException {
    int slot = take();
    bytes(slot).put(at(slot), frame);
    return slot;
  }

  private int take() throws LinuxException {
    if (freeCount == 0) {
      grow();
    }
    return free[--freeCount];
  }

  private void grow() throws LinuxException {
    MappedMemory chunk = MappedMemory.anonymous(slotsPerChunk * slotBytes);
    int first = memory.size() * slotsPerChunk;
    memory.add(chunk);
    chunks.add(chunk.bytes().order(ByteOrder.BIG_ENDIAN));
    free = Arrays.copyOf(free, first + slotsPerChunk);
    for (int i = 0; i < slotsPerChunk; i++) {
      free[freeCount++] = first + i;
    }
  }

  ByteBuffer bytes(int slot) {
    return chunks.get(slot / slotsPerChunk);
  }

  int at(int slot) {
    return slot % slotsPerChunk * slotBytes;
  }

  long address(int slot) {
    return memory.get(slot / slotsPerChunk).address() + at(slot);
  }

  void giveBack(int slot) {
    free[freeCount++] = slot;
  }

  @Override
  public void close() {
    memory.forEach(MappedMemory::close);
  }
}
