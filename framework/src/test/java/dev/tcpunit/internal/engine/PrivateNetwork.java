package dev.tcpunit.internal.engine;

import com.sun.jna.Native;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Runs a test on a thread that has a network of its own, with a loopback interface that is up. */
final class PrivateNetwork {
  /** What a test does there; threads that it starts are in the same network. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  private static final int CLONE_NEWNET = 0x40000000;
  private static final int SIOCGIFFLAGS = 0x8913;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int IFREQ_BYTES = 40;
  private static final int IFNAMSIZ = 16;
  private static final int IFF_UP = 1;

  static {
    Native.register(PrivateNetwork.class, "c");
  }

  private PrivateNetwork() {}

  private static native int unshare(int flags);

  static void run(Body body) throws Exception {
    CompletableFuture<Void> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                unshareNetwork();
                setUp("lo", true);
                body.run();
                result.complete(null);
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "private network");
    thread.start();
    try {
      result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    }
  }

  private static void unshareNetwork() {
    if (unshare(CLONE_NEWNET) != 0) {
      throw new IllegalStateException("unshare(CLONE_NEWNET): errno " + Native.getLastError());
    }
  }

  static void setUp(String device, boolean up) throws Exception {
    ByteBuffer request = NativeMemory.allocate(IFREQ_BYTES);
    request.put(0, device.getBytes(StandardCharsets.US_ASCII));
    try (LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      socket.ioctl(SIOCGIFFLAGS, request, "SIOCGIFFLAGS, " + device);
      short flags = request.getShort(IFNAMSIZ);
      request.putShort(IFNAMSIZ, (short) (up ? flags | IFF_UP : flags & ~IFF_UP));
      socket.ioctl(SIOCSIFFLAGS, request, "SIOCSIFFLAGS, " + device);
    }
  }
}
