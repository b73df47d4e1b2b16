package dev.tcpunit.lab;

/**
 * Which of the packets of a kind are meant, by their place.
 *
 * @param rule how the place is named
 * @param value the number, step or byte offset that it is named by
 */
record PacketPosition(Rule rule, long value) {
  static final PacketPosition EVERYWHERE = new PacketPosition(Rule.EVERYWHERE, 0);

  /** The ways to name a place. */
  public enum Rule {
    EVERYWHERE,
    /** The n-th, counted from 1. */
    NUMBER,
    /** The n-th and all after it. */
    FROM,
    /** The n-th, the 2n-th and so on. */
    EVERY,
    /** The packets that hold the payload byte at this offset, counted from 0. */
    CARRYING,
    /** The one that holds the last of so many payload bytes. */
    LAST
  }

  /** Whether the place is one segment, however often that is sent. */
  boolean namesOne() {
    return rule == Rule.NUMBER || rule == Rule.CARRYING || rule == Rule.LAST;
  }

  String describe(String packets) {
    return switch (rule) {
      case EVERYWHERE -> packets;
      case NUMBER -> packets + " " + value;
      case FROM -> packets + " from " + value + " on";
      case EVERY -> packets + ", every " + ordinal(value);
      case CARRYING -> packets + " carrying byte " + value;
      case LAST -> "last " + packets + " of " + value + " bytes";
    };
  }

  private static String ordinal(long number) {
    long units = number % 10;
    if (units < 1 || units > 3 || number % 100 / 10 == 1) {
      return number + "th";
    }
    return number + (units == 1 ? "st" : units == 2 ? "nd" : "rd");
  }
}
