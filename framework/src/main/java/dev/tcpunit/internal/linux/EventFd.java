package dev.tcpunit.internal.linux;

import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;

/** A descriptor that one thread makes readable to wake another that polls it. */
public final class EventFd implements AutoCloseable {
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  private final int fd;
  private boolean closed;

  private EventFd(int fd) {
    this.fd = fd;
  }

  public static EventFd open() throws LinuxException {
    int fd = LibC.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return new EventFd(LinuxException.check(fd, "eventfd"));
  }

  public int fd() {
    return fd;
  }

  /** Makes it readable until {@link #clear}; harmless after {@link #close}. */
  public synchronized void signal() {
    if (!closed) {
      ByteBuffer one = NativeMemory.allocate(Long.BYTES).putLong(0, 1);
      LibC.write(fd, one, new NativeLong(Long.BYTES));
    }
  }

  /** Makes it unreadable again, if it was readable. */
  public synchronized void clear() {
    if (!closed) {
      LibC.read(fd, NativeMemory.allocate(Long.BYTES), new NativeLong(Long.BYTES));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LibC.close(fd);
    }
  }
}
