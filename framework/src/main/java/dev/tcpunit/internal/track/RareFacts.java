package dev.tcpunit.internal.track;

import dev.tcpunit.trace.FlowCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What most flows do not have: counts that stay 0, gaps, losses, several SYN-ACKs. */
public final class RareFacts {
  /**
   * The initial sequence numbers of SYN-ACKs that the flow is not anchored at, and whether one with
   * it was judged, so that the next one comes again; null where there is but one number.
   */
  public Map<Integer, Boolean> otherSyns;

  /** Whether the client's ACK has decided which number it took. */
  public boolean isSynChosen;

  /** Null until a gap opens. */
  public GapList gaps;

  /** Null until a duplicate ACK, a SACK block or a retransmission. */
  public LossState loss;

  /** Where a byte was sent against a closed window: it counts once it is acknowledged. */
  public long probedAt = FlowState.NONE;

  /** The byte sent there, or -1 if it was not captured. */
  public int probeByte;

  /** Up to where a segment without data told that data had been sent before it. */
  public long announcedTo = FlowState.NONE;

  /** The segment that told so, in the {@link SendHistory}. */
  public long announcedBy = SendHistory.NONE;

  /** Segments whose order only the receiver can tell; null where there is none. */
  public List<LateSegment> late;

  /** Where a FIN was that its receiver ignored: it counts once it is acknowledged. */
  public long ignoredFin = FlowState.NONE;

  /** What was captured damaged only; null where there is nothing. */
  public DamagedRanges damage;

  /** How many segments were refused for a wrong checksum, of TCP or IP. */
  public int damagedSegments;

  /** RSTs of this side, the oldest first; null where there is none. */
  public List<SeenReset> resets;

  /** Up to where the peer acknowledged while its own segments seemed to meet no socket any more. */
  public long acknowledgedIfAlive = FlowState.NONE;

  /** Segments of this side that may not have been accepted; null where there is none. */
  public List<OpenSegment> open;

  /** Acknowledgements of more than was captured; null where there is none. */
  public List<AckBeyond> acksBeyond;

  /** Up to where the others acknowledged, which were of captured bytes. */
  public long acknowledgedWithin = FlowState.NONE;

  /** What ICMP said of segments of this side, the oldest first; null where nothing. */
  public List<SeenIcmpError> icmpErrors;

  /** How many bytes before offset 1 belong to the data, where the capture began amid it. */
  public int bytesBeforeFirst;

  /** How many of the acknowledgements of bytes that were not captured yet have come true since. */
  public int acksOfBytesSeenLater;

  /** How many segments acknowledged what no sender can have sent. */
  public int wildAcks;

  /** How many segments of the connection came behind later ones; kept in its first flow alone. */
  public int segmentsBackInTime;

  /** The largest step back in time among these, in nanoseconds. */
  public long mostBackNanos;

  /** Whether bytes of such a segment had been acknowledged before it was captured. */
  public boolean isOrderDisproved;

  private final int[] counts = new int[FlowCount.values().length];

  void add(SeenIcmpError error) {
    if (icmpErrors == null) {
      icmpErrors = new ArrayList<>();
    }
    if (icmpErrors.size() < SeenIcmpError.MOST) {
      icmpErrors.add(error);
    }
  }

  public void increment(FlowCount count) {
    counts[count.ordinal()]++;
  }

  /** Takes back what was counted before it was known better. */
  public void decrement(FlowCount count) {
    counts[count.ordinal()]--;
  }

  public void add(FlowCount count, int number) {
    counts[count.ordinal()] += number;
  }

  public int get(FlowCount count) {
    return counts[count.ordinal()];
  }
}
