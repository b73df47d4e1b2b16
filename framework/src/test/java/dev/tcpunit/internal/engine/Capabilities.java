package dev.tcpunit.internal.engine;

import com.sun.jna.Native;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a piece of code without any privilege, whoever runs the tests. */
final class Capabilities {
  private static final int LINUX_CAPABILITY_VERSION_3 = 0x20080522;
  private static final int DATA_INTS = 6; // two times effective, permitted, inheritable

  static {
    Native.register(Capabilities.class, "c");
  }

  private Capabilities() {}

  private static native int capset(int[] header, int[] data);

  /** Runs on a thread that gives up its capabilities: they are each thread's own. */
  static <T> T without(java.util.concurrent.Callable<T> body) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
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
