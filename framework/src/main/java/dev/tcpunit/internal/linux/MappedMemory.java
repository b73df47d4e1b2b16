package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap, which a socket may share with the kernel. Nobody may read its bytes once
 * it is closed.
 */
public final class MappedMemory implements AutoCloseable {
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final long MAP_FAILED = -1;

  private final Pointer address;
  private final int length;
  private boolean closed;

  private MappedMemory(Pointer address, int length) {
    this.address = address;
    this.length = length;
  }

  /** The ring of a packet socket. */
  public static MappedMemory of(LinuxSocket socket, int length) throws LinuxException {
    return map(MAP_SHARED, socket.fd(), length);
  }

  /** Zeroed memory of this process alone, given back when closed rather than when collected. */
  public static MappedMemory anonymous(int length) throws LinuxException {
    return map(MAP_PRIVATE_ANONYMOUS, -1, length);
  }

  private static MappedMemory map(int flags, int fd, int length) throws LinuxException {
    Pointer address =
        LibC.mmap(null, new NativeLong(length), PROT_READ_WRITE, flags, fd, new NativeLong(0));
    if (address == null || Pointer.nativeValue(address) == MAP_FAILED) {
      throw new LinuxException("mmap of " + length + " bytes", Native.getLastError());
    }
    return new MappedMemory(address, length);
  }

  /** The size of which mappings and ring blocks are whole multiples. */
  public static int pageSize() {
    return LibC.getpagesize();
  }

  public ByteBuffer bytes() {
    return address.getByteBuffer(0, length).order(ByteOrder.nativeOrder());
  }

  /** The address at which the memory begins, for structures that the kernel reads. */
  public long address() {
    return Pointer.nativeValue(address);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LibC.munmap(address, new NativeLong(length));
    }
  }
}
