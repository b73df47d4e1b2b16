package dev.tcpunit.internal.message;

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

  String words() {
    return words;
  }
}
