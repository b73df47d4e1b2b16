package dev.tcpunit.lab;

import java.util.concurrent.TimeUnit;

/** A frame that waits until so many others of its flow have overtaken it, for a second at most. */
final class HeldFrame {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TrackedFlow flow;
  private final int slot;
  private final int length;
  private final long deadline;
  private int ahead;

  private HeldFrame(LinkPacket packet, int slot, long deadline) {
    this.flow = packet.flow();
    this.slot = slot;
    this.length = packet.frame().length();
    this.deadline = deadline;
    this.ahead = packet.heldBehind();
  }

  static HeldFrame of(LinkPacket packet, int slot, long now) {
    return new HeldFrame(packet, slot, now + LIMIT_NANOS);
  }

  /** Counts a packet if it is of this flow; returns true if it was the last that is to overtake. */
  boolean isOvertakenOn(TrackedFlow passing) {
    return passing == flow && --ahead == 0;
  }

  TrackedFlow flow() {
    return flow;
  }

  int slot() {
    return slot;
  }

  int length() {
    return length;
  }

  long deadline() {
    return deadline;
  }
}
