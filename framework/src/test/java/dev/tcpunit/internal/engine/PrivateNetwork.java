package dev.tcpunit.internal.engine;

import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.Namespaces;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Runs a test on a thread that has a network of its own, with a loopback interface that is up. */
final class PrivateNetwork {
  /** What a test does there; threads that it starts are in the same network. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  private PrivateNetwork() {}

  static void run(Body body) throws Exception {
    CompletableFuture<Void> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Namespaces.unshareNetwork();
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

  static void setUp(String device, boolean up) throws Exception {
    try (LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      NetworkDevices.setUp(socket, device, up);
    }
  }
}
