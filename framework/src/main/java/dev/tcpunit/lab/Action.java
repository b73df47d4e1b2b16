package dev.tcpunit.lab;

/** What a fault does to a packet. */
@FunctionalInterface
interface Action {
  /** Applies the action; returns false, leaving the packet as it was, where it does not apply. */
  boolean on(LinkPacket packet);

  /** Whether it also loses what is under way when it begins, and then all, as a cable taken out. */
  default boolean isOutage() {
    return false;
  }
}
