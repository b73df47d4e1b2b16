package dev.tcpunit.lab;

/** What a fault does to a packet. */
@FunctionalInterface
interface Action {
  /** Applies the action; returns false, leaving the packet as it was, where it does not apply. */
  boolean on(LinkPacket packet);
}
