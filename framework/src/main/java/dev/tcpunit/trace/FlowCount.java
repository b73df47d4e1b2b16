package dev.tcpunit.trace;

/** What is counted of one flow. The order is the order in reports. */
public enum FlowCount {
  /** All segments of the flow. */
  SEGMENTS,
  /** Segments with payload. */
  DATA_SEGMENTS,
  /** Distinct payload bytes. */
  BYTES,
  /** All payload bytes that were sent, repeats included. */
  PAYLOAD_BYTES,
  /** Payload bytes that the peer acknowledged, captured or not. */
  ACKNOWLEDGED_BYTES,
  /** Data segments sent again in whole or in part, whatever the cause. */
  RETRANSMISSIONS,
  /** Of the retransmissions, those by duplicate ACKs, SACK or RACK. */
  FAST_RETRANSMISSIONS,
  /** Of the retransmissions, those by the retransmission timer. */
  TIMEOUT_RETRANSMISSIONS,
  /** Of the retransmissions, the tail loss probes. */
  TAIL_LOSS_PROBES,
  /** Of the retransmissions, those that were not needed. */
  SPURIOUS_RETRANSMISSIONS,
  /** SYN or SYN-ACK sent again. */
  SYN_RETRANSMISSIONS,
  /** FIN sent again, without data. */
  FIN_RETRANSMISSIONS,
  /**
   * Segments that may have been sent again, come late or been copied: the packets do not tell. So
   * the retransmissions are at least those counted, and at most these more.
   */
  UNDECIDED,
  /** Segments that the peer ignored, see {@link Acceptance#IGNORED}. */
  NOT_ACCEPTED,
  /** Segments that arrived after segments sent later. */
  REORDERED,
  /** Packets that the network copied. */
  NETWORK_DUPLICATES,
  /** Runs of bytes that were never captured. */
  GAPS,
  /** Bytes in those gaps, at least: the last number acknowledged may be that of a missing FIN. */
  MISSING_BYTES,
  /** Duplicate ACKs that this side sent. */
  DUPLICATE_ACKS,
  /** Window updates that this side sent. */
  WINDOW_UPDATES,
  /** Segments by which this side announced a window of zero. */
  ZERO_WINDOWS,
  /** Probes that this side sent against a closed window. */
  ZERO_WINDOW_PROBES,
  /** Segments of this side that filled the peer's window. */
  WINDOW_FULL,
  /** Segments of this side beyond the peer's window. */
  WINDOW_EXCEEDED,
  /** Times that this side took back window. */
  WINDOW_SHRUNK,
  /** Keep-alives that this side sent. */
  KEEP_ALIVES,
  /** Answers to keep-alives that this side sent. */
  KEEP_ALIVE_ACKS,
  /** ACKs of this side for bytes that were never captured. */
  ACKS_OF_UNSEEN_BYTES,
  /** Segments with a wrong checksum. */
  BAD_CHECKSUMS,
  /** Segments whose checksum was left to the network device. */
  OFFLOADED_CHECKSUMS;

  private final String jsonName = camelCase(name());

  /**
   * The name of this count in JSON.
   *
   * @return such as {@code dataSegments}
   */
  public String jsonName() {
    return jsonName;
  }

  /**
   * Whether it is told by what arrived: where a capture holds both ends of a connection, it is that
   * of the receiver's end, and each other count that of the sender's. So is the window that a side
   * has, which is the one that reached it.
   *
   * @return true for what happens on the way
   */
  public boolean isOfArrival() {
    return switch (this) {
      case NOT_ACCEPTED,
          REORDERED,
          NETWORK_DUPLICATES,
          ZERO_WINDOWS,
          WINDOW_SHRUNK,
          ACKS_OF_UNSEEN_BYTES,
          BAD_CHECKSUMS ->
          true;
      default -> false;
    };
  }

  private static String camelCase(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      boolean upper = i > 0 && name.charAt(i - 1) == '_';
      if (name.charAt(i) != '_') {
        text.append(upper ? name.charAt(i) : Character.toLowerCase(name.charAt(i)));
      }
    }
    return text.toString();
  }
}
