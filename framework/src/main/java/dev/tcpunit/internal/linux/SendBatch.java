package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** Packets that one system call sends (sendmmsg(2)); until then their memory must not change. */
public final class SendBatch {
  private static final int WORD = Native.POINTER_SIZE;

  // struct mmsghdr: a struct msghdr of seven words, and a length padded to a word
  private static final int MESSAGE_BYTES = 8 * WORD;
  private static final int MSG_IOV = 2 * WORD;
  private static final int MSG_IOVLEN = 3 * WORD;
  private static final int IOVEC_BYTES = 2 * WORD;

  private final LinuxSocket socket;
  private final int capacity;
  private final ByteBuffer messages; // held: its memory is what start points to
  private final Pointer start;
  private final ByteBuffer vectors;
  private int count;

  public SendBatch(LinuxSocket socket, int capacity) {
    this.socket = socket;
    this.capacity = capacity;
    this.messages = NativeMemory.allocate(capacity * MESSAGE_BYTES);
    this.vectors = NativeMemory.allocate(capacity * IOVEC_BYTES);
    this.start = Native.getDirectBufferPointer(messages);
    long address = Pointer.nativeValue(Native.getDirectBufferPointer(vectors));
    for (int i = 0; i < capacity; i++) {
      NativeMemory.putAddress(
          messages, i * MESSAGE_BYTES + MSG_IOV, address + (long) i * IOVEC_BYTES);
      NativeMemory.putAddress(messages, i * MESSAGE_BYTES + MSG_IOVLEN, 1);
    }
  }

  public boolean isFull() {
    return count == capacity;
  }

  public void add(long address, int length) {
    int vector = count++ * IOVEC_BYTES;
    NativeMemory.putAddress(vectors, vector, address);
    NativeMemory.putAddress(vectors, vector + WORD, length);
  }

  /**
   * Sends all of them.
   *
   * @return how many the kernel refused: they are lost
   */
  public int send() {
    int refused = 0;
    int sent = 0;
    while (sent < count) {
      Pointer left = sent == 0 ? start : start.share((long) sent * MESSAGE_BYTES);
      int result = LibC.sendmmsg(socket.fd(), left, count - sent, 0);
      if (result > 0) {
        sent += result;
      } else if (Native.getLastError() != Errno.EINTR) {
        sent++; // the first of those left is the one that failed
        refused++;
      }
    }
    count = 0;
    return refused;
  }
}
