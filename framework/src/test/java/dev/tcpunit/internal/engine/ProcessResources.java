package dev.tcpunit.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What this process holds that a capture might leave behind. */
record ProcessResources(long descriptors, long captureThreads, long socketMappings) {
  private static final long WAIT_SECONDS = 10;

  static ProcessResources now() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"));
        Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      return new ProcessResources(
          descriptors.count(),
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("tcpunit "))
              .count(),
          mappings.filter(line -> line.contains("socket:")).count());
    }
  }

  /** Waits until no more is held than before. */
  static void awaitAtMost(ProcessResources before) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    ProcessResources now = now();
    while (now.exceeds(before)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("before " + before + ", but now " + now);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      now = now();
    }
  }

  private boolean exceeds(ProcessResources before) {
    return descriptors > before.descriptors
        || captureThreads > before.captureThreads
        || socketMappings > before.socketMappings;
  }
}
