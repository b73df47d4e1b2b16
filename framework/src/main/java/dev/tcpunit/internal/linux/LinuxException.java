package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import java.io.IOException;

/**
 * A system call that failed: which one, and the kernel's reason by name; or why none can be made.
 */
public final class LinuxException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  LinuxException(String call, int errno) {
    super(call + ": " + LibC.strerror(errno) + " (" + Errno.name(errno) + ")");
    this.errno = errno;
  }

  /** No system call can be made: {@link Errno#ELIBACC}. */
  LinuxException(String noNativePart) {
    super(noNativePart);
    this.errno = Errno.ELIBACC;
  }

  /** The reason why, one of the constants of {@link Errno}. */
  public int errno() {
    return errno;
  }

  /** Passes a result on, or throws the error of the call that this thread has just made. */
  static int check(int result, String call) throws LinuxException {
    if (result < 0) {
      throw new LinuxException(call, Native.getLastError());
    }
    return result;
  }
}
