package dev.tcpunit.mutation;

import java.util.Locale;

/**
 * One change of a capture.
 *
 * @param kind what was done
 * @param frame the number of the frame to which it was done, as Wireshark counts it
 */
public record Mutation(Kind kind, long frame) {

  /** What can be done to a frame. */
  public enum Kind {
    /** A pure ACK is missing. */
    ACK_DROPPED,
    /** A segment with data is missing. */
    DATA_DROPPED,
    /** A segment with data is sent once more, as a packet of its own. */
    DATA_REPEATED,
    /** Two segments with data, one behind the other, come in the other order. */
    DATA_SWAPPED,
    /** A FIN is missing. */
    FIN_DROPPED,
    /** A FIN is a RST instead. */
    FIN_MADE_RESET,
    /** A window is closed. */
    WINDOW_CLOSED,
    /** A segment with data arrives damaged: its checksum is wrong. */
    DATA_CORRUPTED
  }

  /** In words: {@code ACK dropped: frame 12}. */
  @Override
  public String toString() {
    return kind.name().charAt(0)
        + kind.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ')
        + ": frame "
        + frame;
  }
}
