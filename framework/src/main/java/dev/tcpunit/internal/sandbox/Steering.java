package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.linux.Detour;
import dev.tcpunit.internal.linux.OwnSysfs;
import java.io.IOException;

/**
 * By what the packets of {@code lo} go through one processor. Otherwise each processor has a queue
 * of its own for them, and where a sending thread moves to another, its packets overtake each
 * other: segments arrive out of order, and some are sent again although none was lost.
 *
 * @param way how it is done, as half a sentence
 * @param on whether they do
 */
record Steering(boolean on, String way) {
  private static final String MASK_OF_NEW_INTERFACES = "net.core.rps_default_mask";

  /** Switched off by who runs the tests. */
  static final Steering OFF = new Steering(false, "tcpunit.steering=off");

  /** Takes the first way that there is; the network is as before where there is none. */
  static Steering begin() {
    try {
      if (Detour.index() != Detour.NONE) {
        return new Steering(true, "one processor by a detour that was there");
      }
      int processor = Processors.any();
      String mask = Processors.mask(processor);
      return throughLoopbackItself(processor, mask);
    } catch (IOException e) {
      return new Steering(false, reason(e));
    }
  }

  private static Steering throughLoopbackItself(int processor, String mask) throws IOException {
    try {
      OwnSysfs.write("lo", "queues/rx-0/rps_cpus", mask);
    } catch (IOException e) {
      return throughDetour(processor, mask);
    }
    steerNewInterfaces(mask);
    return new Steering(true, "processor " + processor + " by rps_cpus");
  }

  /** Interfaces that are made later: a link's. Before Linux 6.3 there is no such setting. */
  private static void steerNewInterfaces(String mask) {
    try {
      new KernelSettings().set(MASK_OF_NEW_INTERFACES, mask);
    } catch (IOException ignored) {
      // The link has one thread that sends, and so little to steer.
    }
  }

  private static Steering throughDetour(int processor, String mask) throws IOException {
    KernelSettings settings = new KernelSettings();
    try {
      settings.set(MASK_OF_NEW_INTERFACES, mask);
      new LoopbackDetour(settings).open();
    } catch (IOException e) {
      settings.setBack(e);
      throw e;
    }
    return new Steering(true, "processor " + processor + " by a detour");
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "this kernel has no " + MASK_OF_NEW_INTERFACES
        : String.valueOf(e.getMessage());
  }

  @Override
  public String toString() {
    return on ? "lo steered to " + way : "lo not steered: " + way;
  }
}
