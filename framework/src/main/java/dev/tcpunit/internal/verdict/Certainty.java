package dev.tcpunit.internal.verdict;

/** How far the packets prove the cause that a message names. */
public enum Certainty {
  /** Nothing else explains these packets. */
  PROVEN("proven by these packets"),
  /** The kernel of that side says so. */
  BY_KERNEL("proven by its kernel"),
  /** This is what usually produces these packets, and nothing contradicts it. */
  LIKELY("likely"),
  /** One explanation among others. */
  POSSIBLE("possible, the packets do not decide it");

  private final String words;

  Certainty(String words) {
    this.words = words;
  }

  /** The confidence in the kind of a segment, in the same words as that in a cause. */
  public static Certainty of(dev.tcpunit.trace.Confidence ofKind) {
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
