package dev.tcpunit.lab;

import dev.tcpunit.internal.lab.FaultRules;
import java.time.Duration;

/**
 * What can happen to packets on a {@link Link}. Import the methods statically, with those of {@link
 * Packets}:
 *
 * <pre>{@code
 * link.apply(drop(clientData().number(5)));
 * link.apply(delay(pureAck().from(SERVER), Duration.ofMillis(60)));
 * }</pre>
 *
 * <p>Faults are applied in the order in which they were given to the link, until one drops the
 * packet. The rate, delay and queue of the link come after them.
 */
public final class Faults {
  private Faults() {}

  /**
   * Loses packets.
   *
   * @param packets which
   * @return the fault
   */
  public static Fault drop(Packets packets) {
    return new Fault(FaultRules.drop(packets.selection()));
  }

  /**
   * Lets packets arrive later; those that follow may overtake them.
   *
   * @param packets which
   * @param by how much later, besides the link's own delay
   * @return the fault
   * @throws IllegalArgumentException if the duration is negative
   */
  public static Fault delay(Packets packets, Duration by) {
    return new Fault(FaultRules.delay(packets.selection(), notNegative(by)));
  }

  /**
   * Lets packets arrive twice, one right after the other.
   *
   * @param packets which
   * @return the fault
   */
  public static Fault duplicate(Packets packets) {
    return new Fault(FaultRules.duplicate(packets.selection()));
  }

  /**
   * Lets packets arrive behind later ones of the same direction and connection. If not so many
   * follow within a second, the packet goes on without them.
   *
   * @param packets which
   * @param by how many packets overtake it, at least 1
   * @return the fault
   * @throws IllegalArgumentException if {@code by} is less than 1
   */
  public static Fault reorder(Packets packets, int by) {
    if (by < 1) {
      throw new IllegalArgumentException("a packet cannot be overtaken by " + by + " packets");
    }
    return new Fault(FaultRules.reorder(packets.selection(), by));
  }

  /**
   * Lets packets arrive behind those that come within a time after them: as {@link #delay}, in
   * other words.
   *
   * @param packets which
   * @param by how long others may overtake it
   * @return the fault
   * @throws IllegalArgumentException if the duration is negative
   */
  public static Fault reorder(Packets packets, Duration by) {
    return new Fault(FaultRules.reorder(packets.selection(), notNegative(by)));
  }

  private static Duration notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a packet cannot be late by " + duration);
    }
    return duration;
  }
}
