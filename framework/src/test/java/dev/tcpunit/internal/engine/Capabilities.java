package dev.tcpunit.internal.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a piece of code without any privilege, whoever runs the tests. */
public final class Capabilities {
  private static final int LINUX_CAPABILITY_VERSION_3 = 0x20080522;
  private static final int PR_SET_SECUREBITS = 28;
  private static final int SECBIT_NOROOT = 1;
  private static final int DATA_INTS = 6; // two times effective, permitted, inheritable

  static {
    Native.register(Capabilities.class, "c");
  }

  private Capabilities() {}

  private static native int capset(int[] header, int[] data);

  private static native int prctl(
      int operation, NativeLong one, NativeLong two, NativeLong three, NativeLong four);

  /** A program that root starts would otherwise have them all again. */
  private static void keepThemFromPrograms() {
    NativeLong none = new NativeLong(0);
    if (prctl(PR_SET_SECUREBITS, new NativeLong(SECBIT_NOROOT), none, none, none) != 0) {
      throw new IllegalStateException("prctl: errno " + Native.getLastError());
    }
  }

  /** Runs on a thread that gives up its capabilities: they are each thread's own. */
  public static <T> T without(java.util.concurrent.Callable<T> body) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                keepThemFromPrograms();
                if (capset(new int[] {LINUX_CAPABILITY_VERSION_3, 0}, new int[DATA_INTS]) != 0) {
                  throw new IllegalStateException("capset: errno " + Native.getLastError());
                }
                result.complete(body.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "no capabilities");
    thread.start();
    return result.get(10, TimeUnit.SECONDS);
  }
}
