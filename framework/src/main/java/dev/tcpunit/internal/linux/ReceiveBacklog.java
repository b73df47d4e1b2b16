package dev.tcpunit.internal.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * Packets that a virtual device has sent and the kernel has not handed to its peer yet: they lie in
 * a queue of the processor, and where softirqs are left to the thread ksoftirqd, for as long as
 * that has to wait for the processor.
 */
public final class ReceiveBacklog {
  private static final Path STATISTICS = Path.of("/proc/net/softnet_stat");
  private static final int LENGTH = 11;

  private ReceiveBacklog() {}

  /**
   * Waits until each processor's queue was seen empty once: then all is handed on that was sent
   * before. Kernels before 5.10 do not tell its length, and are not waited for.
   *
   * @param limit by {@link System#nanoTime()}, until when it waits at most
   */
  public static void awaitEmpty(long limit) {
    BitSet waiting = busy();
    while (!waiting.isEmpty() && System.nanoTime() < limit) {
      Thread.yield();
      waiting.and(busy());
    }
  }

  /** The processors whose queue holds packets. */
  private static BitSet busy() {
    BitSet busy = new BitSet();
    try {
      List<String> processors = Files.readAllLines(STATISTICS);
      for (int i = 0; i < processors.size(); i++) {
        busy.set(i, !isEmpty(processors.get(i)));
      }
    } catch (IOException notTold) {
      busy.clear();
    }
    return busy;
  }

  private static boolean isEmpty(String processor) {
    String[] numbers = processor.split(" ");
    return numbers.length <= LENGTH || numbers[LENGTH].equals("00000000");
  }
}
