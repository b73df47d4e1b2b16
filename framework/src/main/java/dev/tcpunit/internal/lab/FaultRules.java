package dev.tcpunit.internal.lab;

import java.time.Duration;

/** The rules that there are. */
public final class FaultRules {
  private FaultRules() {}

  public static FaultRule drop(Selection packets) {
    return rule(
        "drop " + packets,
        packets,
        packet -> {
          packet.drop();
          return true;
        });
  }

  public static FaultRule delay(Selection packets, Duration by) {
    return late("delay ", packets, by);
  }

  public static FaultRule reorder(Selection packets, Duration by) {
    return late("reorder ", packets, by);
  }

  private static FaultRule late(String verb, Selection packets, Duration by) {
    long nanos = by.toNanos();
    return rule(
        verb + packets + " by " + Measures.text(by),
        packets,
        packet -> {
          packet.delay(nanos);
          return true;
        });
  }

  public static FaultRule reorder(Selection packets, int by) {
    return rule(
        "reorder " + packets + " by " + by + (by == 1 ? " packet" : " packets"),
        packets,
        packet -> {
          packet.holdBehind(by);
          return true;
        });
  }

  public static FaultRule duplicate(Selection packets) {
    return rule(
        "duplicate " + packets,
        packets,
        packet -> {
          packet.duplicate(1);
          return true;
        });
  }

  private static FaultRule rule(String text, Selection packets, Action action) {
    return new FaultRule(text, packets, action, Span.ALWAYS);
  }
}
