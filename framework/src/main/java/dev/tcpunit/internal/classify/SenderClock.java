package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.SeqNumber;

/**
 * How long a tick of the clock is that a sender takes its timestamps from: RFC 7323 section 5.4
 * leaves it anywhere between a millisecond and a second, and some take less.
 */
final class SenderClock {
  /** How far back to look for ticks. */
  private static final int DEPTH = 512;

  /** As many ticks tell the length of one well enough. */
  private static final int ENOUGH = 16;

  private SenderClock() {}

  /**
   * The longest that a tick can be, by what two packets of the flow say that lie apart; a large
   * number where none do. A tick may be cut at either end, so one less is counted.
   */
  static long longestTick(SendHistory history, FlowState flow, long from) {
    long longest = Long.MAX_VALUE / 4;
    int newest = history.tsVal(from);
    long entry = from;
    for (int i = 0; i < DEPTH && history.holds(entry); i++) {
      if (history.is(entry, SendHistory.HAS_TIMESTAMP)) {
        int ticks = SeqNumber.distance(history.tsVal(entry), newest);
        long elapsed = history.nanos(from) - history.nanos(entry);
        if (ticks > 1 && elapsed > 0) {
          longest = Math.min(longest, elapsed / (ticks - 1));
        }
        if (ticks > ENOUGH) {
          return longest;
        }
      }
      entry = history.previous(entry);
    }
    return longest;
  }
}
