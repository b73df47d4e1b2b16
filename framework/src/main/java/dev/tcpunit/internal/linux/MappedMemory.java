package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that a socket shares with the kernel. Nobody may read its bytes once it is closed. */
public final class MappedMemory implements AutoCloseable {
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;
  private static final long MAP_FAILED = -1;

  private final Pointer address;
  private final int length;
  private boolean closed;

  private MappedMemory(Pointer address, int length) {
    this.address = address;
    this.length = length;
  }

  public static MappedMemory of(LinuxSocket socket, int length) throws LinuxException {
    Pointer address =
        LibC.mmap(
            null,
            new NativeLong(length),
            PROT_READ_WRITE,
            MAP_SHARED,
            socket.fd(),
            new NativeLong(0));
    if (address == null || Pointer.nativeValue(address) == MAP_FAILED) {
      throw new LinuxException("mmap of " + length + " bytes", Native.getLastError());
    }
    return new MappedMemory(address, length);
  }

  /** What mappings and ring blocks are whole multiples of. */
  public static int pageSize() {
    return LibC.getpagesize();
  }

  public ByteBuffer bytes() {
    return address.getByteBuffer(0, length).order(ByteOrder.nativeOrder());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LibC.munmap(address, new NativeLong(length));
    }
  }
}
