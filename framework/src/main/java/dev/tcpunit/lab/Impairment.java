package dev.tcpunit.lab;

/**
 * What a link does to all frames of a direction.
 *
 * @param delayNanos how long a frame is under way
 * @param jitterNanos by how much at most that varies to either side
 * @param bitsPerSecond how fast frames leave, or 0 for at once
 * @param queueBytes how much may wait to leave
 * @param seed of the jitter and of each chance
 */
record Impairment(
    long delayNanos, long jitterNanos, long bitsPerSecond, long queueBytes, long seed) {

  /** Whether a frame passes at once. */
  boolean isNone() {
    return delayNanos == 0 && jitterNanos == 0 && bitsPerSecond == 0;
  }
}
