package dev.tcpunit.internal.lab;

/** What a fault does to a packet. */
@FunctionalInterface
interface Action {
  /** Does it; false if it cannot be done to this packet, which then passes as if not meant. */
  boolean on(Passage packet);
}
