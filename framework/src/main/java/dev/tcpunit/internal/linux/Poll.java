package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;

/** Waits until one of several descriptors is readable or in error. */
public final class Poll {
  private static final int POLLFD_BYTES = 8;
  private static final int REVENTS_OFFSET = 6;
  private static final short POLLIN = 1;
  private static final short POLLERR = 8;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final ByteBuffer descriptors;
  private final ByteBuffer timeout = NativeMemory.allocate(2 * Long.BYTES);
  private final NativeLong count;

  public Poll(int... fds) {
    descriptors = NativeMemory.allocate(fds.length * POLLFD_BYTES);
    count = new NativeLong(fds.length);
    for (int i = 0; i < fds.length; i++) {
      descriptors.putInt(i * POLLFD_BYTES, fds[i]);
      descriptors.putShort(i * POLLFD_BYTES + Integer.BYTES, POLLIN);
    }
  }

  /** Waits for as long as it takes. A signal that interrupts the wait is no error. */
  public void await() throws LinuxException {
    await(-1);
  }

  /** Waits for at most so long, to the nanosecond as far as the thread's timer slack allows. */
  public void awaitNanos(long nanos) throws LinuxException {
    timeout.putLong(0, nanos / NANOS_PER_SECOND).putLong(Long.BYTES, nanos % NANOS_PER_SECOND);
    if (LibC.ppoll(descriptors, count, timeout, null) < 0 && Native.getLastError() != Errno.EINTR) {
      throw new LinuxException("ppoll", Native.getLastError());
    }
  }

  /** Waits for at most so long; returns whether a descriptor is readable or in error. */
  public boolean await(int timeoutMillis) throws LinuxException {
    int ready = LibC.poll(descriptors, count, timeoutMillis);
    if (ready < 0 && Native.getLastError() != Errno.EINTR) {
      throw new LinuxException("poll", Native.getLastError());
    }
    return ready > 0;
  }

  /** Whether the descriptor at this index was in error after the last wait. */
  public boolean inError(int index) {
    return has(index, POLLERR);
  }

  /** Whether the descriptor at this index was readable after the last wait. */
  public boolean isReadable(int index) {
    return has(index, POLLIN);
  }

  private boolean has(int index, short event) {
    return (descriptors.getShort(index * POLLFD_BYTES + REVENTS_OFFSET) & event) != 0;
  }
}
