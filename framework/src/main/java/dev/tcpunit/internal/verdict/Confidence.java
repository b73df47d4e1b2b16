package dev.tcpunit.internal.verdict;

/** How far the packets carry what a message names as the cause. */
public enum Confidence {
  /** Nothing else explains these packets. */
  PROVEN("proven by these packets"),
  /** It is what usually makes these packets, and nothing speaks against it. */
  LIKELY("likely"),
  /** One explanation among others. */
  POSSIBLE("possible, the packets do not decide it");

  private final String words;

  Confidence(String words) {
    this.words = words;
  }

  /** The same of what a segment is: one vocabulary for the reader of a message. */
  public static Confidence of(dev.tcpunit.trace.Confidence ofKind) {
    return switch (ofKind) {
      case CERTAIN -> PROVEN;
      case LIKELY -> LIKELY;
      case UNDECIDED -> POSSIBLE;
    };
  }

  public String words() {
    return words;
  }
}
